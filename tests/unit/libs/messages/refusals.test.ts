import { expect, test } from "@jest/globals";
import { findRefusal, REFUSALS } from "../../../../libs/messages/refusals.ts";

test.each(Object.entries(REFUSALS))("%s is found in Cognito's wrapping", (name, text) => {
  expect(findRefusal(`PreSignUp failed with error ${text}.`)).toBe(name);
});

test("the message of a crashed trigger is not passed on", () => {
  expect(
    findRefusal("PreSignUp failed with error Cannot read properties of undefined (reading 'email')."),
  ).toBeUndefined();
});
