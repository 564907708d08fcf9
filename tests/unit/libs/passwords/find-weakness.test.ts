import { brotliDecompressSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { dictionary } from "@zxcvbn-ts/language-common";
import { findWeakness } from "../../../../libs/passwords/find-weakness.ts";
import { PACKED_PASSWORDS } from "../../../../libs/passwords/packed-passwords.ts";
import { renderPasswordData } from "../../../../scripts/passwords/pack-passwords.ts";

const JANE = ["jane.doe@blue-harbour.example", "Jane Annabel", "Doe"];

const look = (password: string, minimumLength = 15) =>
  findWeakness(password, { minimumLength, appName: "Serverless Auth", personal: JANE });

test.each([
  ["passwordpassword", "repeated"],
  ["aaaaaaaaaaaaaaa", "repeated"],
  ["abcabcabcabcabc", "repeated"],
  ["aB3$aB3$aB3$aB3$", "repeated"],
  ["letmein letmein letmein", "repeated"],
  ["correct-correct-correct", "repeated"],
  ["Test-1234-Test-1234", "repeated"],
  ["P@$$w0rdP@$$w0rd", "repeated"],
  ["iloveyou1iloveyou2iloveyou3", "repeated"],
  ["пароль пароль пароль", "repeated"],
  ["ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "repeated"],
  ["drowssapdrowssap", "repeated"],
  ["000000000000001", "repeated"],
  ["Password123456789", "common"],
  ["Passw0rd2024!!!!", "common"],
  ["ThisIsMyPassword!", "common"],
  ["monkeydragonshadow", "common"],
  ["1qaz2wsx3edc4rfv", "common"],
  ["p.a.s.s.w.o.r.d.1.2", "common"],
  ["correct horse battery staple", "common"],
  ["Correct-Horse-Battery-Staple1", "common"],
  ["To be or not to be", "common"],
  ["january february march", "common"],
  ["mondaytuesdaywednesday", "common"],
  ["abcdefghijklmnop", "pattern"],
  ["qwertyuiop[]asdfghjkl", "pattern"],
  ["zxcvbnm,./zxcvbnm", "pattern"],
  ["2024-01-01-2024-01", "pattern"],
  ["jane.doe@blue-harbour.example", "personal"],
  ["JANE.DOE@BLUE-HARBOUR.EXAMPLE", "personal"],
  ["jane.doe@blue-harbour.example1!", "personal"],
  ["blueharbour2024", "personal"],
  ["Annabel-Doe-2024", "personal"],
  ["ServerlessAuth2024!", "app_name"],
  ["serverless auth 1", "app_name"],
])("%s is refused: %s", (password, weakness) => {
  expect(look(password)).toBe(weakness);
});

test.each([
  "Correct-horse-7-battery",
  "my dog likes cheese",
  "yellow submarine dance",
  "seven green bottles hang",
  "Sommer in Hamburg ist nass",
  "zażółć gęślą jaźń",
  "хорошая длинная фраза",
  "静かな湖のほとりで猫がねむっている",
  "kG7-vQ2x_Lw9pZt",
  "jane and a purple walrus",
])("%s is accepted", (password) => {
  expect(look(password)).toBeUndefined();
});

test.each(["123456789012", "qwerty123456", "aaaaaaaaaaaa", "password1234"])(
  "%s is refused if shorter passwords are allowed",
  (password) => {
    expect(look(password, 12)).toBeDefined();
  },
);

test("a short password may be accepted if the minimum is low and it is not a known one", () => {
  expect(look("kG7-vQ2x", 8)).toBeUndefined();
  expect(look("passw0rd", 8)).toBe("common");
});

/** A sample from all parts of the list. */
const some = dictionary["passwords-common"].slice(0, 10_000).filter((_, index) => index % 250 === 0);
const MAKE: readonly [string, (word: string) => string][] = [
  ["repeated", (word) => word.repeat(Math.ceil(15 / word.length))],
  ["repeated with spaces", (word) => Array(6).fill(word).join(" ")],
  ["with digits at the end", (word) => word + "123456789012345".slice(0, Math.max(1, 15 - word.length))],
  ["with a year and exclamation marks", (word) => `${word}2024!`.padEnd(15, "!")],
];

describe.each(MAKE)("a common password %s", (_name, make) => {
  test("is refused", () => {
    expect(some.map(make).filter((password) => look(password) === undefined)).toEqual([]);
  });
});

/** Random words that are not in the list of passwords. */
test("phrases of four random words are accepted", () => {
  const words = dictionary["diceware-common"];
  const phrases = Array.from({ length: 40 }, (_, index) =>
    [1, 2, 3, 4].map((step) => words[(index * 1_931 + step * step * 1_249) % words.length]).join(" "),
  );
  expect(phrases.filter((phrase) => look(phrase) !== undefined)).toEqual([]);
});

test("a long password does not take longer than a request may", () => {
  const start = process.cpuUsage();
  expect(look("@4$3!1|0p".repeat(28))).toBe("repeated");
  const { user } = process.cpuUsage(start);
  expect(user).toBeLessThan(2_000_000);
});

test("the packed list is the one of the package; otherwise run `npm run passwords`", () => {
  const packed = brotliDecompressSync(Buffer.from(PACKED_PASSWORDS, "base64")).toString();
  expect(packed === renderPasswordData()).toBe(true);
});
