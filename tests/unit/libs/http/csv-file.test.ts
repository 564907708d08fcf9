import { expect, test } from "@jest/globals";
import { CsvFile } from "../../../../libs/http/csv-file.ts";

const fileOf = (value: string | undefined) =>
  new CsvFile({ columns: ["a"], rows: [{ a: value }], hasHeader: false }).text;

test.each([
  ["plain", "plain"],
  ["", ""],
  [undefined, ""],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["one\ntwo", '"one\ntwo"'],
  ["2026-01-15T12:00:00.000Z", "2026-01-15T12:00:00.000Z"],
  ["ada@example.com", "ada@example.com"],
])("%j is written as %j", (value, written) => {
  expect(fileOf(value)).toBe(`${written}\r\n`);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")'])(
  "%j is not a formula for a spreadsheet",
  (value) => {
    expect(fileOf(value)).toBe(`"'${value.replaceAll('"', '""')}"\r\n`);
  },
);

test("the first line names the columns, in their order; a continued file has no such line", () => {
  const parts = { columns: ["b", "a"], rows: [{ a: "1", b: "2" }, { a: "3" }] };
  expect(new CsvFile({ ...parts, hasHeader: true }).text).toBe("b,a\r\n2,1\r\n,3\r\n");
  expect(new CsvFile({ ...parts, hasHeader: false }).text).toBe("2,1\r\n,3\r\n");
});
