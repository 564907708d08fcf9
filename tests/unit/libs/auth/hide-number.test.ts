import { expect, test } from "@jest/globals";
import { hideNumber } from "../../../../libs/auth/hide-number.ts";

test.each([
  ["+4915112345678", "+*********5678"],
  ["+12025550123", "+*******0123"],
  ["+1234567", "+***4567"],
])("%s is shown as %s", (number, hidden) => {
  expect(hideNumber(number)).toBe(hidden);
});
