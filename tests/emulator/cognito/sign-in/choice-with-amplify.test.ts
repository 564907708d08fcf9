import { beforeAll, expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { walkWithChoices } from "../../../support/walks/choice-walk.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { PASSWORD } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startTestCloud } from "../../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

beforeAll(async () => {
  // Amplify uses the machine's clock.
  cloud.clock.advance(Date.now() - cloud.clock.now());
});

test("aws-amplify starts every flow it supports, after a sign-up without a password", async () => {
  const admin = cognitoClient(cloud.endpoint);
  const poolId = await createPool(
    { admin },
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
  );
  const clientId = await createClient({ admin }, poolId, {
    ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
    PreventUserExistenceErrors: "ENABLED",
  });
  const { endpoint } = cloud;
  const username = "ada@example.com";
  const choice = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION";
  expect(await walkWithChoices({ endpoint, poolId, clientId, username, password: PASSWORD })).toEqual({
    "sign-up without a password": ["CONFIRM_SIGN_UP", "COMPLETE_AUTO_SIGN_IN", "DONE"],
    "a code": ["CONFIRM_SIGN_IN_WITH_EMAIL_CODE", "DONE"],
    "a password": ["DONE"],
    "a password by SRP": ["DONE"],
    "a code, chosen": [choice, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", "DONE"],
    "a password, chosen": [choice, "CONFIRM_SIGN_IN_WITH_PASSWORD", "DONE"],
    "a password by SRP, chosen": [choice, "CONFIRM_SIGN_IN_WITH_PASSWORD", "DONE"],
  });
});
