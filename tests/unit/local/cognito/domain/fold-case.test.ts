import { expect, test } from "@jest/globals";
import { foldCase } from "../../../../../local/cognito/domain/fold-case.ts";

test.each([
  ["", ""],
  ["Ada@EXAMPLE.com", "ada@example.com"],
  ["ÉLODIE", "élodie"],
  ["Élodie", "élodie"],
  ["ΟΔΟΣ", "οδοσ"],
  ["οδος", "οδοσ"],
  ["ЖУК", "жук"],
  ["Ａｄａ", "ａｄａ"],
  ["𐐀", "𐐨"],
  ["Straße", "straße"],
  ["İ", "İ"],
  ["ﬁ", "ﬁ"],
  ["用户", "用户"],
  ["a\nB", "a\nb"],
])("%j without its case is %j", (text, folded) => {
  expect(foldCase(text)).toBe(folded);
});

test("a prefix remains a prefix when folded, and the length stays", () => {
  for (const text of ["ßSS", "İİx", "ÉLODIE", "ΟΔΟΣ"]) {
    expect(foldCase(text)).toHaveLength(text.length);
    for (let end = 0; end <= text.length; end += 1) {
      expect(foldCase(text).startsWith(foldCase(text.slice(0, end)))).toBe(true);
    }
  }
});
