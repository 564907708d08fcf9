import { SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, jest, test } from "@jest/globals";
import type { PreSignUpTriggerEvent } from "aws-lambda";
import {
  acceptInvitation,
  createInvitation,
  loadInvitation,
  revokeInvitation,
} from "../../../libs/invitations/invitation.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { invite, PASSWORD, register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

const HOUR_MS = 3_600_000;
const NOT_INVITED =
  "UserLambdaValidationException: PreSignUp failed with error Sign-up is by invitation only..";

let world: TriggerWorld;

beforeAll(async () => {
  world = await startTriggerWorld({ SIGN_UP_MODE: "invited" });
});

const signUp = (email: string) =>
  refusal(
    world.admin.send(new SignUpCommand({ ClientId: world.clientId, Username: email, Password: PASSWORD })),
  );

const inviteTo = (email: string, expiresAt = Date.now() + HOUR_MS) =>
  createInvitation(world.table, { email, group: "support", language: "de", invitedBy: "root", expiresAt });

async function arrive(email: string, verified = "true") {
  const { handler } = await import("../../../triggers/pre-sign-up.ts");
  const event = triggerEvent<PreSignUpTriggerEvent>("PreSignUp_ExternalProvider");
  event.userPoolId = world.poolId;
  Object.assign(event.request.userAttributes, { email, email_verified: verified });
  return refusal(handler(event));
}

test("only invited users may sign up, until the invitation expires or is withdrawn", async () => {
  expect(await signUp("ada@example.com")).toBe(NOT_INVITED);
  await inviteTo("Ada@example.com");
  expect(await signUp("ada@example.com")).toBe("not refused");
  await inviteTo("late@example.com", Date.now() - 1);
  expect(await signUp("late@example.com")).toBe(NOT_INVITED);
  await inviteTo("bea@example.com");
  await revokeInvitation(world.table, "BEA@example.com");
  expect(await signUp("bea@example.com")).toBe(NOT_INVITED);
});

test("an administrator may invite anyone", async () => {
  expect(await invite(world, "cy@example.com")).not.toBe("");
});

test("users of an identity provider need an invitation, too, and a verified address", async () => {
  expect(await arrive("dan@example.com")).toBe("Refusal: Sign-up is by invitation only.");
  await inviteTo("dan@example.com");
  expect(await arrive("dan@example.com", "false")).toMatch(/^Refusal: Sign-up needs an e-mail address that/);
  expect(await arrive("dan@example.com")).toBe("not refused");
});

test("of several accounts that verify one address, only the first uses the invitation, also when repeated", async () => {
  await inviteTo("eva@example.com");
  const now = Date.now();
  const subs = ["one", "two", "three", "four"];
  const taken = await Promise.all(
    subs.map((sub) => acceptInvitation(world.table, { email: "Eva@example.com", sub }, now)),
  );
  expect(taken.filter((invitation) => invitation !== undefined)).toHaveLength(1);
  const winner = subs[taken.findIndex((invitation) => invitation !== undefined)] ?? "";
  expect(await acceptInvitation(world.table, { email: "eva@example.com", sub: winner }, now)).toMatchObject({
    group: "support",
    language: "de",
    invitedBy: "root",
  });
  expect(await loadInvitation(world.table, "eva@example.com", now)).toBeUndefined();
});

test("the table has the address only in the account's name, and in no key", async () => {
  await inviteTo("fay@example.com");
  await register(world, "fay@example.com");
  const holding = (await world.dump()).filter((item) => JSON.stringify(item).includes("fay@"));
  expect(holding).toMatchObject([{ SK: "NAME", email: "fay@example.com" }]);
  expect(String(holding[0]?.PK)).not.toContain("fay@");
});
