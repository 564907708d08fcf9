import { expect, test } from "@jest/globals";
import type { SignInStep } from "../../../clients/typescript/index.ts";

test("the steps of a sign-in have their own types: mismatches do not compile", () => {
  async function answerWrongly(step: SignInStep) {
    // @ts-expect-error A completed sign-in accepts no answer.
    await step.answer({ code: "1" });
    if (step.kind !== "challenge") return;
    // @ts-expect-error Challenges have different answers.
    await step.answer({ code: "1" });
    switch (step.challenge) {
      case "SOFTWARE_TOKEN_MFA":
        // @ts-expect-error A code, not a password.
        await step.answer({ password: "x" });
        break;
      case "SELECT_MFA_TYPE":
        // @ts-expect-error Not one of the factors.
        await step.answer({ factor: "FAX" });
        break;
      case "CUSTOM_CHALLENGE":
        // @ts-expect-error A number.
        if (step.parameters.challenge === "ONE_TIME_CODE") step.parameters.codeLength.trim();
        break;
      case "MFA_SETUP":
        // @ts-expect-error An authenticator is set up first.
        await step.answer({ code: "1" });
    }
  }
  function isEvery(step: SignInStep): string {
    if (step.kind === "refused") return step.problem.code;
    if (step.kind === "signedIn") return step.kind;
    switch (step.challenge) {
      case "CUSTOM_CHALLENGE":
      case "EMAIL_OTP":
      case "MFA_SETUP":
      case "NEW_PASSWORD_REQUIRED":
      case "PASSWORD":
      case "SELECT_CHALLENGE":
      case "SELECT_MFA_TYPE":
      case "SMS_MFA":
      case "SMS_OTP":
      case "SOFTWARE_TOKEN_MFA":
      case "WEB_AUTHN":
        return step.challenge;
      default:
        return step satisfies never;
    }
  }
  expect([answerWrongly, isEvery].map(({ length }) => length)).toEqual([1, 1]);
});
