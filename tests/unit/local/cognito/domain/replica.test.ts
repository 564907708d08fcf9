import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  isEnabledOnSecondary,
  REGIONAL_SETTINGS,
  type ReplicaStatus,
  statusAt,
} from "../../../../../local/cognito/domain/replica.ts";

const SINCE = 1_768_478_400_000;

describe("the status of a replica", () => {
  test.each<[ReplicaStatus, number, ReplicaStatus | null]>([
    ["CREATING", 0, "CREATING"],
    ["CREATING", 4_999, "CREATING"],
    ["CREATING", 5_000, "INACTIVE"],
    ["DELETING", 0, "DELETING"],
    ["DELETING", 4_999, "DELETING"],
    ["DELETING", 5_000, null],
    ["INACTIVE", 4_999, "INACTIVE"],
    ["INACTIVE", 5_000, "INACTIVE"],
    ["ACTIVE", 4_999, "ACTIVE"],
    ["ACTIVE", 5_000, "ACTIVE"],
  ])("%s is after %i milliseconds %s", (status, after, now) => {
    expect(statusAt({ status, since: SINCE }, SINCE + after)).toBe(now);
  });
});

test("a replica has four settings of its own", () => {
  expect(REGIONAL_SETTINGS).toEqual([
    "EmailConfiguration",
    "SmsConfiguration",
    "LambdaConfig",
    "UserPoolTags",
  ]);
});

/** "End-user operations that do not create or change attributes of a user." */
const FOR_USERS = [
  "AdminInitiateAuth",
  "AdminRespondToAuthChallenge",
  "GetClientToken",
  "GetTokensFromRefreshToken",
  "GlobalSignOut",
  "InitiateAuth",
  "RespondToAuthChallenge",
  "RevokeToken",
];

/** "Administrator operations that set configurations specific to the replica." */
const REGIONAL = [
  "SetLogDeliveryConfiguration",
  "TagResource",
  "UntagResource",
  "UpdateUserPool",
  "UpdateUserPoolReplica",
];

describe("a secondary replica", () => {
  const operations = Object.keys(sdk).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
  const reads = operations.filter(
    (name) =>
      /^(Admin)?(Describe|Get|List)/.test(name) &&
      !FOR_USERS.includes(name) &&
      name !== "GetUserAttributeVerificationCode",
  );
  const enabled = (status: "INACTIVE" | "ACTIVE") =>
    operations.filter((name) => isEnabledOnSecondary(name, {}, status)).sort();

  test("that is active signs users in, reads, and changes its own settings", () => {
    expect(reads.length).toBeGreaterThan(40);
    expect(enabled("ACTIVE")).toEqual([...FOR_USERS, ...REGIONAL, ...reads].sort());
  });

  test("that is inactive has nothing for users", () => {
    expect(enabled("INACTIVE")).toEqual([...REGIONAL, ...reads].sort());
    expect(isEnabledOnSecondary("GetUser", { AccessToken: "a.b.c" }, "INACTIVE")).toBe(false);
    expect(isEnabledOnSecondary("GetUser", { AccessToken: "a.b.c" }, "ACTIVE")).toBe(true);
  });

  test("accepts no change of a user with the user's own token either", () => {
    expect(isEnabledOnSecondary("UpdateUserAttributes", { AccessToken: "a.b.c" }, "ACTIVE")).toBe(false);
    expect(isEnabledOnSecondary("GetUserAttributeVerificationCode", { AccessToken: "a" }, "ACTIVE")).toBe(
      false,
    );
  });

  test("knows a read by the beginning of its name", () => {
    expect(isEnabledOnSecondary("ResetUserList", {}, "ACTIVE")).toBe(false);
  });

  test.each([
    ["NEW_PASSWORD_REQUIRED", false],
    ["MFA_SETUP", false],
    ["SOFTWARE_TOKEN_MFA", false],
    ["SMS_MFA", true],
    ["EMAIL_OTP", true],
    ["PASSWORD_VERIFIER", true],
    ["CUSTOM_CHALLENGE", true],
    ["WEB_AUTHN", true],
  ])("takes the response to %s: %p", (ChallengeName, isTaken) => {
    expect(isEnabledOnSecondary("RespondToAuthChallenge", { ChallengeName }, "ACTIVE")).toBe(isTaken);
    expect(isEnabledOnSecondary("AdminRespondToAuthChallenge", { ChallengeName }, "ACTIVE")).toBe(isTaken);
  });
});
