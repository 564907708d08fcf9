import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { countryOfNumber } from "../../../../libs/otp/country-of-number.ts";

/** An example of a mobile number per country, from Google's libphonenumber; without those that share another's ranges. */
const examples: Record<string, string> = JSON.parse(
  readFileSync(new URL("mobile-numbers.json", import.meta.url), "utf8"),
);

test("knows every country's mobile numbers", () => {
  const found = Object.fromEntries(
    Object.entries(examples).map(([country, number]) => [country, countryOfNumber(number)]),
  );
  expect(found).toEqual(Object.fromEntries(Object.keys(examples).map((country) => [country, country])));
  expect(Object.keys(found)).toHaveLength(237);
});

test.each([
  ["+12025550123", "US"],
  ["+14165550123", "CA"],
  ["+16585550123", "JM"],
  ["+18765550123", "JM"],
  ["+18095550123", "DO"],
  ["+17875550123", "PR"],
  ["+12645550123", "AI"],
  ["+77011234567", "KZ"],
  ["+79161234567", "RU"],
  ["+447400123456", "GB"],
  ["+447781123456", "GG"],
  ["+447624123456", "IM"],
  ["+3581812345678", "AX"],
  ["+61891621234", "CC"],
  ["+61891641234", "CX"],
  ["+212528812345", "EH"],
  ["+212528912345", "EH"],
  ["+4779123456", "SJ"],
  ["+390669812345", "VA"],
])("%s shares a code and is of %s", (number, country) => {
  expect(countryOfNumber(number)).toBe(country);
});

test.each([
  ["premium", "+19005550123"],
  ["toll-free", "+18005550123"],
  ["personal", "+447012345678"],
  ["a satellite's", "+881612345678"],
  ["without a country", "+999123456789"],
  ["without a plus", "4915112345678"],
  ["with words in it", "+4915112345678;ext=1"],
  ["too short", "+4915"],
  ["too long", "+4915112345678901"],
  ["behind another", "x49+1234567"],
  ["empty", ""],
])("a number that is %s has no country", (_what, number) => {
  expect(countryOfNumber(number)).toBeUndefined();
});
