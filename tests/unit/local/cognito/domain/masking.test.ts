import { expect, test } from "@jest/globals";
import { maskEmail, maskPhoneNumber } from "../../../../../local/cognito/domain/verification-channel.ts";

test.each([
  ["ada@example.com", "a***@e***"],
  ["A@b.c", "A***@b***"],
  ["odd@quoted@example.com", "o***@e***"],
])("%s is shown as %s", (address, masked) => {
  expect(maskEmail(address)).toBe(masked);
});

test.each([
  ["+12025551234", "+*******1234"],
  ["+491234", "+**1234"],
  ["+123", "+123"],
])("%s is shown as %s", (number, masked) => {
  expect(maskPhoneNumber(number)).toBe(masked);
});
