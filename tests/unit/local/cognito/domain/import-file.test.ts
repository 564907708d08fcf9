import { describe, expect, test } from "@jest/globals";
import {
  type ImportRules,
  importHeader,
  isImportHeader,
  readImportLines,
  readImportRow,
  splitLine,
} from "../../../../../local/cognito/domain/import-file.ts";

const header = importHeader(["custom:team"]);
const rules: ImportRules = { autoVerified: ["email"], mfa: "OPTIONAL" };
const rowOf = (values: Readonly<Record<string, string>>) =>
  header.map((name) => values[name] ?? "").join(",");
const read = (values: Readonly<Record<string, string>>, more: Partial<ImportRules> = {}) =>
  readImportRow(header, rowOf(values), { ...rules, ...more });
const ada = {
  "cognito:username": "ada",
  "cognito:mfa_enabled": "FALSE",
  email: "ada@example.com",
  email_verified: "TRUE",
  "custom:team": "x",
};

test("a comma in a value is escaped, nothing else is, and nothing is quoted", () => {
  expect(splitLine('a,b\\, c,"d" ,\te ,C:\\dir,\\,')).toEqual(["a", "b, c", '"d"', "e", "C:\\dir", ","]);
});

test("lines end with LF or CRLF, the last one too; a byte order mark or another encoding is refused", () => {
  const linesOf = (text: string) => readImportLines(Buffer.from(text));
  expect(linesOf("a,b\r\nc,d\r\n")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\nc,d\n")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\r\nc,d")).toEqual(["a,b", "c,d"]);
  expect(linesOf("a,b\n\nc,d\n\n")).toEqual(["a,b", "", "c,d", ""]);
  expect(linesOf("\uFEFFa,b")).toBeNull();
  expect(readImportLines(Buffer.from("a,\xe9", "latin1"))).toBeNull();
});

test("columns come in any order, each once", () => {
  expect(isImportHeader(header, header)).toBe(true);
  expect(isImportHeader([...header].reverse(), header)).toBe(true);
  expect(isImportHeader(header.slice(1), header)).toBe(false);
  expect(isImportHeader([...header, "custom:other"], header)).toBe(false);
  expect(isImportHeader([...header.slice(1), "email"], header)).toBe(false);
  expect(
    isImportHeader(
      header.map((name) => name.toUpperCase()),
      header,
    ),
  ).toBe(false);
});

test("a row is a user with what is filled in, under the file's own columns", () => {
  const user = {
    username: "ada",
    attributes: { email: "ada@example.com", email_verified: "TRUE", "custom:team": "x" },
    mfaEnabled: false,
  };
  expect(read(ada)).toEqual({ kind: "user", user });
  const turned = [...header].reverse();
  expect(readImportRow(turned, rowOf(ada).split(",").reverse().join(","), rules)).toEqual({
    kind: "user",
    user,
  });
});

describe("birthdate", () => {
  test.each(["02/01/1985", "02/29/2024", "12/31/1999"])("takes %s", (birthdate) => {
    expect(read({ ...ada, birthdate })).toMatchObject({ user: { attributes: { birthdate } } });
  });

  test.each(["1985-02-01", "2/1/1985", "31/12/1999", "02/30/2024", "00/10/2000", "02/01/85", "x"])(
    "refuses %s",
    (birthdate) => {
      expect(read({ ...ada, birthdate })).toEqual({
        kind: "refused",
        reason: "birthdate must be mm/dd/yyyy.",
      });
    },
  );
});

describe("cognito:mfa_enabled", () => {
  test.each([
    ["ON", "TRUE", "user"],
    ["ON", "", "user"],
    ["ON", "FALSE", "refused"],
    ["OFF", "false", "user"],
    ["OFF", "", "user"],
    ["OFF", "true", "refused"],
    ["OPTIONAL", "True", "user"],
    ["OPTIONAL", "FALSE", "user"],
    ["OPTIONAL", "", "user"],
    ["OPTIONAL", "yes", "refused"],
  ] as const)("in a pool with MFA %s: %j", (mfa, value, kind) => {
    expect(read({ ...ada, "cognito:mfa_enabled": value }, { mfa }).kind).toBe(kind);
  });
});

describe("a row is refused", () => {
  test.each([
    ["without a verified address", { ...ada, email_verified: "FALSE" }],
    ["without saying whether it is verified", { ...ada, email_verified: "" }],
    ["without an address", { ...ada, email: "" }],
    ["with a verified number that is not there", { ...ada, phone_number_verified: "TRUE" }],
    ["with a flag that is none", { ...ada, email_verified: "yes" }],
    ["without a username, though there is an address", { ...ada, "cognito:username": "" }],
    ["with a space in the username", { ...ada, "cognito:username": "ada l" }],
    ["with a tab in the username", { ...ada, "cognito:username": "ada\tl" }],
    ["with another time than seconds", { ...ada, updated_at: "2026-01-15T12:00:00Z" }],
    ["with 16,000 characters and more", { ...ada, name: "x".repeat(16_000) }],
  ])("%s", (_, values) => {
    expect(read(values).kind).toBe("refused");
  });

  test("where another address is verified than the pool verifies", () => {
    const phone = { phone_number: "+15550100", phone_number_verified: "TRUE" };
    const numbered = { ...ada, ...phone, email: "", email_verified: "" };
    expect(read(numbered).kind).toBe("refused");
    expect(read(numbered, { autoVerified: ["email", "phone_number"] }).kind).toBe("user");
  });

  test("with a column too many or too few", () => {
    expect(readImportRow(header, `${rowOf(ada)},more`, rules).kind).toBe("refused");
    expect(readImportRow(header, "ada,x", rules).kind).toBe("refused");
    expect(readImportRow(header, "", rules).kind).toBe("refused");
  });
});
