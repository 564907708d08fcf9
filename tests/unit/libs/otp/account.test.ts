import { expect, test } from "@jest/globals";
import { subOf } from "../../../../libs/otp/account.ts";

test("a user is identified by sub, or by username if the event has no attributes", () => {
  const event = { userName: "ada", request: { userAttributes: { sub: "b1f4" } } };
  expect(subOf(event)).toBe("b1f4");
  expect(subOf({ ...event, request: { userAttributes: {} } })).toBe("ada");
});
