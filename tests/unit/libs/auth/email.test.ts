import { expect, test } from "@jest/globals";
import { maskEmail, normalizeEmail } from "../../../../libs/auth/email.ts";

test("an address is stored composed, trimmed and in lower case", () => {
  expect(normalizeEmail(" Jose\u0301@Example.COM\n")).toBe("jos\u00e9@example.com");
});

test.each([
  ["jane@example.com", "j***@e***"],
  ["j@e.io", "j***@e***"],
  ["😀dora@example.com", "😀***@e***"],
  ['"a@b"@example.com', '"***@e***'],
  ["@example.com", "***@e***"],
])("%s is masked as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
