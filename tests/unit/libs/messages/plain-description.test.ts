import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { plainDescription } from "../../../../libs/messages/plain-description.ts";
import { codePoint } from "../../../support/fuzz/code-point.ts";

test.each([
  ["Firefox 145.0 on Windows 11", "Firefox 145.0 on Windows 11"],
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8::1"],
  ["Adas iPhone – privat", "Adas iPhone – privat"],
  ["Win at https://evil.example/prize", "Win at https evil example prize"],
  ["mailto:eve@evil.example", "mailto:eve evil example"],
  ["two\r\nlines\u202e and \u200bmore", "two lines and more"],
  ["x".repeat(500), "x".repeat(80)],
])("%p becomes %p", (text, told) => {
  expect(plainDescription(text)).toBe(told);
});

test("any input becomes one short line in which no mail program finds an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint, maxLength: 200 }), (text) => {
      const told = plainDescription(text);
      expect(told.length).toBeLessThanOrEqual(80);
      expect(told.isWellFormed()).toBe(true);
      expect(told).not.toMatch(/[\p{C}/\\@]|\.\p{L}/u);
    }),
  );
});
