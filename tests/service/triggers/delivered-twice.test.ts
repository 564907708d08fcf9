import { isDeepStrictEqual } from "node:util";
import {
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type {
  PostAuthenticationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
} from "aws-lambda";
import type { Item } from "../../../libs/activity/activity-table.ts";
import { markVouched } from "../../../libs/groups/vouched.ts";
import { createInvitation } from "../../../libs/invitations/invitation.ts";
import { fakeDate } from "../../support/worlds/fake-date.ts";
import { type FormerSystem, startFormerSystem } from "../../support/worlds/former-system.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { acceptInvitation, invite, register, signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

let world: TriggerWorld;
let former: FormerSystem;

beforeAll(async () => {
  former = await startFormerSystem([{ email: "former@example.com", password: "Old-Horse-77" }]);
  world = await startTriggerWorld({ MIGRATION_URL: former.url });
  // Both deliveries are in the same second, because some of the written values are times.
  fakeDate(Date.now());
});

afterAll(() => former.close());

/** Table, mails, groups and the answer to Cognito. */
const everything = async (sub: string) => [
  await world.dump(),
  world.ses.received.length,
  sub === "" ? [] : await world.groupsOf(sub),
];

test("every event that is delivered twice has the same effect as when delivered once", async () => {
  const differences = world.deliverTwice();
  const invitedAddress = { email: "invited@support.example", group: "support", invitedBy: "root" };
  await createInvitation(world.table, { ...invitedAddress, expiresAt: Date.now() + 3_600_000 });
  await register(world, "root@example.com");
  await signIn(world, "root@example.com");
  await invite(world, "invited@support.example");
  await acceptInvitation(world, "invited@support.example");
  await signIn(world, "former@example.com", "Old-Horse-77");
  const email = "forgetful@example.com";
  await register(world, email);
  await world.admin.send(new ForgotPasswordCommand({ ClientId: world.clientId, Username: email }));
  await world.admin.send(
    new ConfirmForgotPasswordCommand({
      ClientId: world.clientId,
      Username: email,
      ConfirmationCode: world.cloud.inbox.list(email)[0]?.code ?? "",
      Password: "Another-Horse-10",
    }),
  );
  await signIn(world, email, "Another-Horse-10");

  // The event does not distinguish a second delivery from a second attempt: it counts as one, and the first as failed.
  const attempts = differences.filter(({ trigger }) => trigger === "PreAuthentication");
  expect(differences.filter((difference) => !attempts.includes(difference))).toEqual([]);
  const kindOf = ({ PK, type }: Item) => type ?? String(PK).split("#")[0];
  const changed = attempts.flatMap(({ once, twice }) =>
    twice.items.filter((item) => !once.items.some((before) => isDeepStrictEqual(before, item))).map(kindOf),
  );
  expect([...new Set(changed)].sort()).toEqual(["COUNT", "LIMIT", "sign_in_failed"]);
  for (const { once, twice } of attempts) expect(twice.outcome).toEqual(once.outcome);
  const called = new Set(world.calls.map(({ trigger }) => trigger));
  expect([...called].sort()).toEqual([
    "CustomMessage",
    "PostAuthentication",
    "PostConfirmation",
    "PreAuthentication",
    "PreSignUp",
    "PreTokenGeneration",
    "UserMigration",
  ]);
});

test("a linked identity, a new device and the first token of a federated user, too", async () => {
  const sub = await register(world, "linked@example.com");
  const { handler: preSignUp } = await import("../../../triggers/pre-sign-up.ts");
  const { handler: postAuthentication } = await import("../../../triggers/post-authentication.ts");
  const { handler: preToken } = await import("../../../triggers/pre-token-generation.ts");
  const federated = await invite(world, "federated@support.example");

  const arriving = triggerEvent<PreSignUpTriggerEvent>("PreSignUp_ExternalProvider");
  arriving.userPoolId = world.poolId;
  arriving.request.userAttributes.email = "linked@example.com";
  const signedIn = triggerEvent<PostAuthenticationTriggerEvent>("PostAuthentication_Authentication");
  Object.assign(signedIn, { userPoolId: world.poolId, userName: sub });
  Object.assign(signedIn.request, { newDeviceUsed: true });
  Object.assign(signedIn.request.userAttributes, { sub });
  const token = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_HostedAuth");
  Object.assign(token, { userPoolId: world.poolId, userName: federated });
  Object.assign(token.request.userAttributes, { sub: federated, email: "federated@support.example" });
  await markVouched(world.table, federated, Date.now());
  token.request.groupConfiguration.groupsToOverride = [`${world.poolId}_Google`];

  await signIn(world, "linked@example.com");
  jest.setSystemTime(Date.now() + 60_000);
  for (const [deliver, whose] of [
    [() => preSignUp(structuredClone(arriving)), sub],
    [() => postAuthentication(structuredClone(signedIn)), sub],
    [() => preToken(structuredClone(token)), federated],
  ] as const) {
    await deliver();
    const once = await everything(whose);
    await deliver();
    expect(await everything(whose)).toEqual(once);
  }
  expect(await world.groupsOf(federated)).toEqual(["support", "users"]);
});
