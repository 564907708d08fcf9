import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { PreTokenGenerationV2TriggerEvent, PreTokenGenerationV3TriggerEvent } from "aws-lambda";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";

// Nothing listens there: code without calls works, and every call fails visibly.
Object.assign(process.env, {
  ACTIVITY_TABLE_NAME: "activity",
  DEFAULT_GROUP: "users",
  ADMIN_MFA: "off",
  DYNAMIC_REGISTRATION: "false",
  ORGANIZATIONS: "false",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
});

let handler: (
  event: PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent,
) => Promise<PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent>;
const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

beforeAll(async () => {
  ({ handler } = await import("../../../triggers/pre-token-generation.ts"));
});

beforeEach(() => {
  output.mockClear();
});

const eventFor = (groups: string[] | undefined): PreTokenGenerationV2TriggerEvent => {
  const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_Authentication");
  event.request.groupConfiguration.groupsToOverride = groups;
  return event;
};

test.each([
  "TokenGeneration_Authentication",
  "TokenGeneration_NewPasswordChallenge",
  "TokenGeneration_AuthenticateDevice",
  "TokenGeneration_RefreshTokens",
])("%s adds the groups' scopes to the access token and touches nothing else", async (source) => {
  expect(await handler(triggerEvent(source))).toEqual({
    ...triggerEvent<PreTokenGenerationV2TriggerEvent>(source),
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToAdd: ["api/profile", "api/files", "api/users.read"] },
      },
    },
  });
  expect(output).not.toHaveBeenCalled();
});

describe("by the hosted pages", () => {
  const answerTo = async (userName: string, status: string) => {
    const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_HostedAuth");
    event.userName = userName;
    event.request.userAttributes["cognito:user_status"] = status;
    return (await handler(event)).response.claimsAndScopeOverrideDetails;
  };

  test.each([
    ["6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d", "CONFIRMED", "hosted"],
    ["Google_123456789012345678901", "EXTERNAL_PROVIDER", "Google"],
    // A pool that ignores case may write names in lower case.
    ["signinwithapple_001234.abc.0123", "EXTERNAL_PROVIDER", "SignInWithApple"],
    ["saml_person_7", "EXTERNAL_PROVIDER", "SAML"],
    ["Elsewhere_7", "EXTERNAL_PROVIDER", "Elsewhere"],
  ])("%s, who is %s, gets the groups' scopes, and the token says %s", async (userName, status, method) => {
    expect(await answerTo(userName, status)).toEqual({
      accessTokenGeneration: {
        scopesToAdd: ["api/profile", "api/files", "api/users.read"],
        claimsToAddOrOverride: { sign_in: method },
      },
    });
  });

  test("if the audit trail can't be written, the token is complete", async () => {
    await answerTo("Google_1", "EXTERNAL_PROVIDER");
    expect(output.mock.calls.map(([line]) => String(line)).join("")).toContain("activity_write_failed");
  });
});

describe("a machine", () => {
  const machineEvent = () =>
    triggerEvent<PreTokenGenerationV3TriggerEvent>("TokenGeneration_ClientCredentials");
  const suppressed = ["api/profile", "api/files", "api/users.write"];

  test("keeps a machine's scopes and gets none of a user's, whatever its client's settings", async () => {
    const event = machineEvent();
    event.request.scopes = ["api/users.read", "api/users.write", "api/profile"];
    expect((await handler(event)).response).toEqual({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: suppressed } },
    });
  });

  test.each(["callerContext", "request"] as const)(
    "gets an answer for an event without %s",
    async (member) => {
      const { [member]: _, ...event } = machineEvent();
      expect((await handler(event as PreTokenGenerationV3TriggerEvent)).response).toEqual({
        claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: suppressed } },
      });
    },
  );
});

test("the same groups give the same answer, in whatever order they come", async () => {
  expect((await handler(eventFor(["admins", "users"]))).response).toEqual(
    (await handler(eventFor(["users", "admins"]))).response,
  );
});

describe("groups that would make the token too large for the gateway", () => {
  const named = (count: number, length: number, letter = "g") =>
    Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, letter));

  const tokenGroups = async (groups: string[], roles: object = {}) => {
    const event = eventFor(groups);
    Object.assign(event.request.groupConfiguration, roles);
    return (await handler(event)).response.claimsAndScopeOverrideDetails;
  };

  test.each([
    ["100 of the longest names", named(100, 128)],
    ["100 of the longest names, four bytes a character", named(100, 64, "😀")],
    ["100 names that JSON escapes", named(100, 100, '"')],
    ["300 short ones", named(300, 20)],
  ])("are left out as far as needed: %s", async (_, groups) => {
    const answer = await tokenGroups(groups);
    const kept = answer?.groupOverrideDetails?.groupsToOverride ?? [];
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThanOrEqual(4096);
    expect(kept).toEqual(groups.slice(0, kept.length));
    expect(Buffer.byteLength(JSON.stringify(groups.slice(0, kept.length + 1)))).toBeGreaterThan(4090);
    const claims = { claimsToAddOrOverride: { groups_left_out: `${groups.length - kept.length}` } };
    expect(answer?.accessTokenGeneration).toMatchObject(claims);
    expect(answer?.idTokenGeneration).toEqual(claims);
  });

  test("never those that give scopes, at any position", async () => {
    const groups = [...named(60, 128), "admins", "users"];
    const answer = await tokenGroups(groups);
    expect(answer?.groupOverrideDetails?.groupsToOverride?.slice(-2)).toEqual(["admins", "users"]);
    expect(answer?.accessTokenGeneration?.scopesToAdd).toContain("api/users.write");
  });

  test("the roles of the groups stay", async () => {
    const roles = { iamRolesToOverride: ["arn:aws:iam::1:role/a"], preferredRole: "arn:aws:iam::1:role/a" };
    expect((await tokenGroups(named(100, 128), roles))?.groupOverrideDetails).toMatchObject(roles);
  });

  test("the log says how many, and no names", async () => {
    await tokenGroups(named(100, 128));
    const [line = ""] = output.mock.calls.map(([written]) => String(written));
    expect(JSON.parse(line)).toMatchObject({
      message: "groups left out of the token",
      kept: "31",
      leftOut: "69",
    });
    expect(line).not.toContain("ggg");
  });

  test("all fit: nothing is logged", async () => {
    expect(await tokenGroups([...named(30, 128), "users"])).toEqual({
      accessTokenGeneration: { scopesToAdd: ["api/profile", "api/files"] },
    });
  });
});

test("unknown groups give no scope", async () => {
  expect((await handler(eventFor(["strangers"]))).response).toEqual({
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: [] } },
  });
});

test.each([[undefined], [[]]])(
  "with groups %p and no table there is a token, without scopes",
  async (groups) => {
    expect((await handler(eventFor(groups))).response).toEqual({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: [] } },
    });
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain("groups not assigned");
  },
);
