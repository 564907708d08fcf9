import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { groupsKey } from "../../../libs/activity/activity-keys.ts";
import { keepGroupsAsTheyAre } from "../../../libs/groups/assign-groups.ts";
import { createInvitation } from "../../../libs/invitations/invitation.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { addFault, clearFaults } from "../../support/worlds/faults.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import {
  acceptInvitation,
  givePassword,
  invite,
  PASSWORD,
  register,
  signIn,
} from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

const DAY_MS = 86_400_000;
const OWN = "aws.cognito.signin.user.admin api/profile api/files";

let world: TriggerWorld;

beforeAll(async () => {
  world = await startTriggerWorld();
});

beforeEach(() => {
  world.ses.received.length = 0;
});

const inviteTo = (email: string, group: string, expiresAt = Date.now() + DAY_MS) =>
  createInvitation(world.table, { email, group, invitedBy: "root", expiresAt });

const cloud = () => ({ cloudUrl: `http://127.0.0.1:${world.cloud.port}` });

async function signUpBySdk(email: string) {
  const { clientId: ClientId } = world;
  const { UserSub } = await world.admin.send(
    new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }),
  );
  return { ClientId, UserSub };
}

async function removeFromAll(username: string) {
  for (const GroupName of await world.groupsOf(username)) {
    await world.admin.send(
      new AdminRemoveUserFromGroupCommand({ UserPoolId: world.poolId, Username: username, GroupName }),
    );
  }
}

describe("a confirmed account", () => {
  test("gets the default group, an event for it, and a welcome mail", async () => {
    const sub = await register(world, "ada@example.com");
    expect(await world.groupsOf(sub)).toEqual(["users"]);
    expect((await world.eventsOf(sub)).sort()).toEqual(["group_added", "sign_up", "sign_up_confirmed"]);
    expect(world.ses.received.map(({ body }) => JSON.parse(body).Destination.ToAddresses)).toEqual([
      ["ada@example.com"],
    ]);
    expect(claimsOf((await signIn(world, "ada@example.com"))?.AccessToken).scope).toBe(OWN);
  });

  test("gets the group of its exact domain only", async () => {
    expect(await world.groupsOf(await register(world, "bea@Support.example"))).toEqual(["support", "users"]);
    expect(await world.groupsOf(await register(world, "eve@notsupport.example"))).toEqual(["users"]);
    expect(await world.groupsOf(await register(world, "eve@box.support.example"))).toEqual(["users"]);
  });

  test("gets the group of its invitation, unless that has expired", async () => {
    await inviteTo("Cy@example.com", "admins");
    await inviteTo("late@example.com", "admins", Date.now() - 1);
    expect(await world.groupsOf(await register(world, "cy@example.com"))).toEqual(["admins", "users"]);
    expect(await world.groupsOf(await register(world, "late@example.com"))).toEqual(["users"]);
  });

  test("gets only those of its groups that exist", async () => {
    await inviteTo("dan@example.com", "long-gone");
    expect(await world.groupsOf(await register(world, "dan@example.com"))).toEqual(["users"]);
  });

  test("with the first administrator's address becomes an administrator; a second account does not", async () => {
    const sub = await register(world, "root@example.com");
    expect(await world.groupsOf(sub)).toEqual(["admins", "users"]);
    const { assignGroups } = await import("../../../libs/groups/assign-groups.ts");
    const again = await register(world, "second@example.com");
    const rules = { defaultGroup: "users", domainGroups: new Map(), firstAdminEmail: "root@example.com" };
    await world.table.delete(groupsKey(again));
    const given = await assignGroups(
      world.table,
      rules,
      {
        userPoolId: world.poolId,
        username: again,
        sub: again,
        verifiedEmail: "root@example.com",
        isVouched: async () => true,
      },
      Date.now(),
    );
    expect(given).toEqual(["users"]);
  });
});

describe("a sign-up", () => {
  const countOf = (events: readonly string[]) => events.filter((type) => type === "sign_up").length;

  test("is counted once, by the API or an SDK, however often its code is sent", async () => {
    const email = "lou@example.com";
    const { ClientId, UserSub = "" } = await signUpBySdk(email);
    await world.admin.send(new ResendConfirmationCodeCommand({ ClientId, Username: email }));
    expect(await world.eventsOf(UserSub)).toEqual(["sign_up"]);
    expect(countOf(await world.eventsOf(await register(world, "mia@example.com")))).toBe(1);
  });

  test("by a provider is counted with the first token; an invitation is not counted", async () => {
    const federated = await invite(world, "nia@example.com");
    const { handler } = await import("../../../triggers/pre-token-generation.ts");
    const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_HostedAuth");
    Object.assign(event, { userPoolId: world.poolId, userName: federated });
    Object.assign(event.request.userAttributes, {
      sub: federated,
      "cognito:user_status": "EXTERNAL_PROVIDER",
    });
    event.request.groupConfiguration.groupsToOverride = [`${world.poolId}_Google`];
    await handler(structuredClone(event));
    await handler(structuredClone(event));
    expect(countOf(await world.eventsOf(federated))).toBe(1);
    const invited = await invite(world, "oda@example.com");
    await acceptInvitation(world, "oda@example.com");
    expect(countOf(await world.eventsOf(invited))).toBe(0);
  });

  test("succeeds even if the table fails", async () => {
    await addFault(cloud(), { service: "dynamodb", error: "InternalServerError" });
    const { UserSub = "" } = await signUpBySdk("pam@example.com");
    await clearFaults(cloud());
    expect(world.cloud.inbox.list("pam@example.com")[0]?.code).toMatch(/^\d{6}$/);
    expect(await world.eventsOf(UserSub)).toEqual([]);
  });
});

describe("an account that was never confirmed because an administrator created it", () => {
  test("gets its groups with the first token, which already has them", async () => {
    await inviteTo("fay@example.com", "support");
    const sub = await invite(world, "fay@example.com");
    expect(await world.groupsOf(sub)).toEqual([]);
    const tokens = await acceptInvitation(world, "fay@example.com");
    expect(claimsOf(tokens?.AccessToken)).toMatchObject({
      "cognito:groups": ["support", "users"],
      scope: `${OWN} api/users.read`,
    });
    expect(claimsOf(tokens?.IdToken)).toMatchObject({
      "cognito:groups": ["support", "users"],
      "cognito:roles": ["arn:aws:iam::000000000000:role/support", "arn:aws:iam::000000000000:role/users"],
      "cognito:preferred_role": "arn:aws:iam::000000000000:role/support",
    });
    expect(await world.groupsOf(sub)).toEqual(["support", "users"]);
  });

  test("gets nothing by an address that is not verified", async () => {
    await inviteTo("gil@support.example", "admins");
    const sub = await invite(world, "gil@support.example", { verified: false });
    await acceptInvitation(world, "gil@support.example");
    expect(await world.groupsOf(sub)).toEqual(["users"]);
  });

  test("stays without groups after an administrator has removed them", async () => {
    const sub = await invite(world, "hal@example.com");
    await acceptInvitation(world, "hal@example.com");
    await removeFromAll(sub);
    const tokens = await signIn(world, "hal@example.com");
    expect(claimsOf(tokens?.AccessToken)).not.toHaveProperty("cognito:groups");
    expect(claimsOf(tokens?.AccessToken).scope).toBe("aws.cognito.signin.user.admin");
    expect(await world.groupsOf(sub)).toEqual([]);
  });

  test("stays without groups if an administrator removed them before the first token", async () => {
    const sub = await invite(world, "ida@example.com");
    await keepGroupsAsTheyAre(world.table, sub, Date.now());
    await acceptInvitation(world, "ida@example.com");
    expect(await world.groupsOf(sub)).toEqual([]);
  });

  test("keeps its existing groups, without a call to Cognito", async () => {
    const sub = await invite(world, "jan@example.com");
    await givePassword(world, "jan@example.com");
    await world.admin.send(
      new AdminAddUserToGroupCommand({ UserPoolId: world.poolId, Username: sub, GroupName: "support" }),
    );
    await signIn(world, "jan@example.com");
    expect(await world.groupsOf(sub)).toEqual(["support"]);
    expect(await world.table.get(groupsKey(sub))).toBeUndefined();
  });
});

test("the group that Cognito creates for an identity provider is not one of our groups", async () => {
  const sub = await invite(world, "kim@example.com");
  const { handler } = await import("../../../triggers/pre-token-generation.ts");
  const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_HostedAuth");
  Object.assign(event, { userPoolId: world.poolId, userName: sub });
  event.request.userAttributes.sub = sub;
  event.request.groupConfiguration.groupsToOverride = [`${world.poolId}_Google`];
  const { response } = await handler(event);
  expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToAdd).toEqual([
    "api/profile",
    "api/files",
  ]);
  expect(await world.groupsOf(sub)).toEqual(["users"]);
});
