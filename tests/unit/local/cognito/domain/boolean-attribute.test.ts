import { expect, test } from "@jest/globals";
import { isBooleanValue, isTrue } from "../../../../../local/cognito/domain/boolean-attribute.ts";

test.each([
  ["true", true, true],
  ["True", true, true],
  ["TRUE", true, true],
  ["false", true, false],
  ["FALSE", true, false],
  ["", false, false],
  ["1", false, false],
  ["yes", false, false],
  ["untrue", false, false],
  ["trueish", false, false],
  ["true\n", false, false],
  [undefined, false, false],
])("%j is a Boolean value: %p, and true: %p", (value, isBoolean, isSet) => {
  expect([value !== undefined && isBooleanValue(value), isTrue(value)]).toEqual([isBoolean, isSet]);
});
