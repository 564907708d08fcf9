import { describe, expect, test } from "@jest/globals";
import { authorizeParametersOf, readStepUp } from "../../../clients/typescript/index.ts";

const answer = (challenge: string | undefined, status = 401) =>
  new Response(null, { status, headers: challenge === undefined ? {} : { "www-authenticate": challenge } });

const TOO_WEAK =
  'Bearer error="insufficient_user_authentication", error_description="a sign-in with a second factor is required", ' +
  'acr_values="urn:cognito:loa:3 urn:cognito:loa:4", max_age="900"';

describe("what a route needs of the sign-in", () => {
  test.each([
    [TOO_WEAK, { maxAge: 900, acrValues: ["urn:cognito:loa:3", "urn:cognito:loa:4"] }],
    ['Bearer error="insufficient_user_authentication", max_age="0"', { maxAge: 0, acrValues: [] }],
    ["bearer error=insufficient_user_authentication,max_age=5", { maxAge: 5, acrValues: [] }],
    [
      'Bearer realm="a \\"b\\", max_age=1", error="insufficient_user_authentication"',
      { maxAge: undefined, acrValues: [] },
    ],
    ['Bearer error="insufficient_user_authentication", max_age="soon"', { maxAge: undefined, acrValues: [] }],
  ])("%s", (challenge, expected) => {
    expect(readStepUp(answer(challenge))).toEqual(expected);
  });

  test.each([
    ["another error", 'Bearer error="invalid_token", error_description="session revoked"', 401],
    ["a value that only mentions it", 'Bearer realm="error=insufficient_user_authentication"', 401],
    ["another scheme", 'Basic error="insufficient_user_authentication"', 401],
    ["another status", TOO_WEAK, 403],
    ["no challenge", undefined, 401],
  ])("is nothing for %s", (_, challenge, status) => {
    expect(readStepUp(answer(challenge, status))).toBeUndefined();
  });

  test("as parameters of the sign-in pages", () => {
    const challenge = readStepUp(answer(TOO_WEAK));
    expect(challenge && authorizeParametersOf(challenge)).toEqual({
      acr_values: "urn:cognito:loa:3 urn:cognito:loa:4",
      max_age: "900",
    });
    expect(authorizeParametersOf({ maxAge: undefined, acrValues: [] })).toEqual({});
  });
});
