import { beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { triggerEvent } from "../../support/trigger-event.ts";

// Nobody listens there: what needs no call works, and what needs one is seen to fail.
Object.assign(process.env, {
  ACTIVITY_TABLE_NAME: "activity",
  DEFAULT_GROUP: "users",
  ADMIN_MFA: "off",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
});

let handler: (event: PreTokenGenerationV2TriggerEvent) => Promise<PreTokenGenerationV2TriggerEvent>;
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
  "TokenGeneration_HostedAuth",
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

test("the same groups give the same answer, in whatever order they come", async () => {
  expect((await handler(eventFor(["admins", "users"]))).response).toEqual(
    (await handler(eventFor(["users", "admins"]))).response,
  );
});

test("groups that nobody knows bring no scope", async () => {
  expect((await handler(eventFor(["strangers"]))).response).toEqual({
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: [] } },
  });
});

test.each([[undefined], [[]]])(
  "with groups %p and the table away there is a token, without scopes",
  async (groups) => {
    expect((await handler(eventFor(groups))).response).toEqual({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: [] } },
    });
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain("groups not assigned");
  },
);
