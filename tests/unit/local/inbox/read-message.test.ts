import { describe, expect, test } from "@jest/globals";
import { findCode, findLink, toPlainText } from "../../../../local/inbox/read-message.ts";

test("HTML is readable without its markup", () => {
  const html =
    "<head><style>p{}</style></head><p>Hi&nbsp;&lt;Ada &amp; &#39;Eve&#39;&gt;,</p><p>your  code</p>";
  expect(toPlainText(html)).toBe("Hi <Ada & 'Eve'>,\nyour code");
  expect(toPlainText("&amp;lt;")).toBe("&lt;");
});

test("the first link is found, with decoded entities", () => {
  expect(findLink('<a href="https://x.example/?a=1&amp;b=2">go</a>')).toBe("https://x.example/?a=1&b=2");
  expect(findLink("no link")).toBeNull();
});

describe("a code", () => {
  test.each([
    ["Your code is 123456.", "123456"],
    ["Code:12345678, good for 3 minutes", "12345678"],
    ["123456 is your code\n\n@example.com #654321", "123456"],
    ["Order 1234567890: use 424242", "424242"],
    ["Call +49 1512345678 or +491234567; code 778899", "778899"],
    ["https://x.example/confirm/111111?code=222222 or 333333", "333333"],
  ])("is found in %j", (text, code) => {
    expect(findCode(text)).toBe(code);
  });

  test.each([
    "In 2026 we had 12345 guests",
    "id-123456",
    "a123456",
    "1.123456",
    "123456.78",
    "10:123456",
    "",
  ])("is not found in %j", (text) => {
    expect(findCode(text)).toBeNull();
  });
});
