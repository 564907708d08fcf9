import { expect, test } from "@jest/globals";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { handler } from "../../../triggers/pre-token-generation.ts";
import { triggerEvent } from "../../support/trigger-event.ts";

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
});

test("the same groups give the same answer, in whatever order they come", async () => {
  expect((await handler(eventFor(["admins", "users"]))).response).toEqual(
    (await handler(eventFor(["users", "admins"]))).response,
  );
});

test.each([[undefined], [[]], [["strangers"]]])("groups %p bring no scope", async (groups) => {
  expect((await handler(eventFor(groups))).response).toEqual({
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: [] } },
  });
});
