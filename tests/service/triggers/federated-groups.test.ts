import { beforeAll, expect, jest, test } from "@jest/globals";
import type { PostConfirmationTriggerEvent, PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { createInvitation } from "../../../libs/invitations/invitation.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { invite } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

let world: TriggerWorld;

/** OpenID Connect is trusted with example.com, Google only with gmail.example. */
beforeAll(async () => {
  world = await startTriggerWorld({
    OIDC_LINK_DOMAINS: "example.com, support.example",
    GOOGLE_LINK_DOMAINS: "gmail.example",
  });
});

/**
 * The first token of a user of a provider: the scopes. Users of providers can't be made through the SDK, so an account of the
 * pool is used instead, and the event names the provider as Cognito does.
 */
async function firstToken(provider: string, email: string) {
  const sub = await invite(world, `stand-in-${crypto.randomUUID()}@example.org`);
  const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_HostedAuth");
  Object.assign(event, { userPoolId: world.poolId, userName: `${provider}_${sub}` });
  Object.assign(event.request.userAttributes, {
    sub,
    email,
    email_verified: "true",
    "cognito:user_status": "EXTERNAL_PROVIDER",
  });
  event.request.groupConfiguration.groupsToOverride = [`${world.poolId}_${provider}`];
  return { sub, event };
}

/** The groups that both triggers assign, from their calls for the federated username. */
async function groupsAskedFor(provider: string, email: string): Promise<string[]> {
  const { event } = await firstToken(provider, email);
  const asked: string[] = [];
  const { fetch } = globalThis;
  const spy = jest.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.headers.get("x-amz-target")?.endsWith(".AdminAddUserToGroup")) return fetch(input, init);
    asked.push(String(JSON.parse(await request.text()).GroupName));
    return Response.json({});
  });
  try {
    const { handler: confirmed } = await import("../../../triggers/post-confirmation.ts");
    const confirmation = triggerEvent<PostConfirmationTriggerEvent>("PostConfirmation_ConfirmSignUp");
    const { userPoolId, userName, request } = event;
    Object.assign(confirmation, { userPoolId, userName });
    Object.assign(confirmation.request.userAttributes, request.userAttributes);
    await confirmed(confirmation);
    const { handler: token } = await import("../../../triggers/pre-token-generation.ts");
    await token(event);
  } finally {
    spy.mockRestore();
  }
  return [...new Set(asked)].sort();
}

const inviteTo = (email: string) =>
  createInvitation(world.table, {
    email,
    group: "admins",
    invitedBy: "root",
    expiresAt: Date.now() + 86_400_000,
  });

test.each([
  ["the first administrator's address", "google", "root@example.com"],
  ["a domain with a group", "google", "eve@support.example"],
  ["a domain that looks the same", "oidc", "eve@suppоrt.example"],
  ["a subdomain of it", "oidc", "eve@mail.support.example"],
])("a provider that is not trusted gives only the default group: %s", async (_what, provider, email) => {
  expect(await groupsAskedFor(provider, email)).toEqual(["users"]);
});

test("a provider that is not trusted does not use up an invitation", async () => {
  await inviteTo("guest@example.com");
  expect(await groupsAskedFor("google", "guest@example.com")).toEqual(["users"]);
  expect(await groupsAskedFor("oidc", "guest@example.com")).toEqual(["admins", "users"]);
});

test("a provider that is trusted with the domain gives its groups, and makes the first administrator", async () => {
  expect(await groupsAskedFor("oidc", "ada@support.example")).toEqual(["support", "users"]);
  expect(await groupsAskedFor("oidc", "root@example.com")).toEqual(["admins", "users"]);
});
