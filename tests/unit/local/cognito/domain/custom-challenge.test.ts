import { describe, expect, test } from "@jest/globals";
import {
  readCreatedChallenge,
  readDefinition,
} from "../../../../../local/cognito/domain/custom-challenge.ts";

describe("the next step in a custom sign-in", () => {
  test.each([
    [{ failAuthentication: true, issueTokens: true, challengeName: "SRP_A" }, { kind: "failure" }],
    [{ failAuthentication: false, issueTokens: true, challengeName: "SRP_A" }, { kind: "tokens" }],
    [{ issueTokens: false, challengeName: "CUSTOM_CHALLENGE" }, { kind: "custom" }],
    [{ challengeName: "SRP_A" }, { kind: "password" }],
    [{ challengeName: "PASSWORD_VERIFIER" }, { kind: "password" }],
    [{ challengeName: "SMS_MFA" }, null],
    [{ challengeName: "" }, null],
    [{ challengeName: null, issueTokens: null, failAuthentication: null }, null],
    [{}, null],
  ])("%j: %j", (response, definition) => {
    const odd: string[] = [];
    expect(readDefinition(response, (problem) => odd.push(problem))).toEqual(definition);
    expect(readDefinition(response)).toEqual(definition);
    expect(odd).toHaveLength(definition === null ? 1 : 0);
  });

  test("tells what is wrong with a response without a decision", () => {
    const odd: string[] = [];
    readDefinition({ challengeName: "SMS_MFA" }, (problem) => odd.push(problem));
    expect(odd).toEqual([
      'response.challengeName must be "CUSTOM_CHALLENGE", "SRP_A" or "PASSWORD_VERIFIER" where neither issueTokens nor failAuthentication is true, and is the string "SMS_MFA"',
    ]);
  });
});

test("a challenge has public parameters, private parameters and metadata, all optional", () => {
  expect(
    readCreatedChallenge({
      publicChallengeParameters: { a: "1" },
      privateChallengeParameters: { b: "2" },
      challengeMetadata: "c",
    }),
  ).toEqual({ shown: { a: "1" }, hidden: { b: "2" }, metadata: "c" });
  const nothing = { shown: {}, hidden: {}, metadata: null };
  expect(readCreatedChallenge({})).toEqual(nothing);
  expect(readCreatedChallenge({ publicChallengeParameters: null, challengeMetadata: null })).toEqual(nothing);
});
