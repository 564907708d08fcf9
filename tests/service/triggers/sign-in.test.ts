import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { PostAuthenticationTriggerEvent } from "aws-lambda";
import { summaryKey } from "../../../libs/activity/activity-keys.ts";
import { loadCounts } from "../../../libs/activity/count-daily.ts";
import { dayOf } from "../../../libs/activity/days.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { PASSWORD, register, signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const TOO_MANY =
  "UserLambdaValidationException: PreAuthentication failed with error Too many attempts to sign in. Wait before trying again..";

let world: TriggerWorld;

beforeAll(async () => {
  world = await startTriggerWorld();
});

beforeEach(() => {
  world.ses.received.length = 0;
  output.mockClear();
});

const wrongSignIn = (email: string) => refusal(signIn(world, email, "Wrong-Horse-99"));

async function failUntilThrottled(email: string): Promise<string[]> {
  const refusals: string[] = [];
  for (let count = 0; count < 7; count += 1) refusals.push(await wrongSignIn(email));
  return refusals;
}

const mails = () =>
  world.ses.received.map(({ body }) => {
    const { Destination, Content } = JSON.parse(body);
    return [Destination.ToAddresses[0], Content.Simple.Subject.Data];
  });

describe("a sign-in", () => {
  test("is recorded as an event, a count, an active user and the account's last sign-in", async () => {
    const before = await loadCounts(world.table, dayOf(Date.now()));
    const sub = await register(world, "ada@example.com");
    await signIn(world, "ada@example.com");
    await signIn(world, "ada@example.com");
    expect((await world.eventsOf(sub)).filter((type) => type === "sign_in")).toHaveLength(2);
    const counts = await loadCounts(world.table, dayOf(Date.now()));
    expect(counts.sign_in).toBe((before.sign_in ?? 0) + 2);
    expect(counts.active_users).toBe((before.active_users ?? 0) + 1);
    expect(await world.table.get(summaryKey(sub))).toMatchObject({
      firstSignInAt: expect.any(Number),
      lastSignInAt: expect.any(Number),
      lastClientId: world.clientId,
    });
  });

  test("that failed is recorded with the next attempt", async () => {
    const sub = await register(world, "bea@example.com");
    await wrongSignIn("bea@example.com");
    expect(await world.eventsOf(sub)).not.toContain("sign_in_failed");
    await signIn(world, "bea@example.com");
    await signIn(world, "bea@example.com");
    expect((await world.eventsOf(sub)).filter((type) => type === "sign_in_failed")).toHaveLength(1);
  });
});

describe("failures that follow each other closely", () => {
  test("are each recorded and counted: none is mistaken for a repeated delivery", async () => {
    const { sign_in_failed: before = 0 } = await loadCounts(world.table, dayOf(Date.now()));
    const sub = await register(world, "hal@example.com");
    const guesses = Array.from({ length: 3 }, () => wrongSignIn("hal@example.com"));
    await Promise.all(guesses);
    await signIn(world, "hal@example.com");
    expect((await world.eventsOf(sub)).filter((type) => type === "sign_in_failed")).toHaveLength(3);
    const counts = await loadCounts(world.table, dayOf(Date.now()));
    expect(counts.sign_in_failed).toBe(before + 3);
    expect(output.mock.calls.filter(([line]) => String(line).includes('"sign_in_failed":1'))).toHaveLength(3);
  });
});

describe("too many attempts", () => {
  test("are refused, with the same message whether there is an account or not", async () => {
    const sub = await register(world, "cy@example.com");
    const known = await failUntilThrottled("cy@example.com");
    const unknown = await failUntilThrottled("nobody@example.com");
    expect(known).toEqual(unknown);
    expect(known.at(-1)).toBe(TOO_MANY);
    expect(known.slice(0, 5)).toEqual(
      Array.from({ length: 5 }, () => "NotAuthorizedException: Incorrect username or password."),
    );
    // Even the right password is refused for now.
    expect(await refusal(signIn(world, "cy@example.com"))).toBe(TOO_MANY);
    const events = await world.eventsOf(sub);
    expect(events.filter((type) => type === "sign_in_throttled")).toHaveLength(1);
  });

  test("end with a verified mailbox: a stranger cannot lock out a user forever", async () => {
    const email = "dan@example.com";
    const sub = await register(world, email);
    await failUntilThrottled(email);
    const { clientId: ClientId } = world;
    await world.admin.send(new ForgotPasswordCommand({ ClientId, Username: email }));
    await world.admin.send(
      new ConfirmForgotPasswordCommand({
        ClientId,
        Username: email,
        ConfirmationCode: world.cloud.inbox.list(email)[0]?.code ?? "",
        Password: "Another-Horse-10",
      }),
    );
    expect((await signIn(world, email, "Another-Horse-10"))?.AccessToken).toBeDefined();
    expect(await world.eventsOf(sub)).toContain("password_reset");
    expect(mails()).toContainEqual([email, "Serverless Auth: Your password was changed"]);
  });

  test("do not log the username that was typed", async () => {
    await failUntilThrottled("not-a-user-but-my-password-7");
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain("tooManySignIns");
    expect(log).not.toContain("my-password");
    expect(log).not.toContain("Wrong-Horse");
  });
});

describe("a new device", () => {
  const eventOf = (sub: string, email: string, locale = "en"): PostAuthenticationTriggerEvent => {
    const event = triggerEvent<PostAuthenticationTriggerEvent>("PostAuthentication_Authentication");
    Object.assign(event, { userPoolId: world.poolId, userName: sub });
    Object.assign(event.request.userAttributes, { sub, email, locale });
    event.request.newDeviceUsed = true;
    return event;
  };

  test("is reported to the owner once a day, in their language, but not at the very first sign-in", async () => {
    const { handler } = await import("../../../triggers/post-authentication.ts");
    const email = "eva@example.com";
    const sub = await register(world, email);
    world.ses.received.length = 0;
    await handler(eventOf(sub, email, "de-AT"));
    expect(mails()).toEqual([]);
    const now = jest.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
    try {
      await handler(eventOf(sub, email, "de-AT"));
      await handler(eventOf(sub, email, "de-AT"));
    } finally {
      now.mockRestore();
    }
    expect(mails()).toEqual([[email, "Serverless Auth: Neue Anmeldung bei Ihrem Konto"]]);
    expect((await world.eventsOf(sub)).filter((type) => type === "new_device")).toHaveLength(1);
  });

  test("whose mail can't be sent can still sign in", async () => {
    const { handler } = await import("../../../triggers/post-authentication.ts");
    const email = "fay@example.com";
    const sub = await register(world, email);
    await handler(eventOf(sub, email));
    world.ses.answer(() => ({ status: 400, body: '{"message":"fay@example.com is not verified"}' }));
    const now = jest.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
    try {
      expect(await handler(eventOf(sub, email))).toEqual(eventOf(sub, email));
    } finally {
      now.mockRestore();
      world.ses.answer(() => ({ body: '{"MessageId":"1"}' }));
    }
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain("mail not sent");
    expect(log).toContain("message_failed");
    expect(log).not.toContain(email);
  });
});

describe("when the table is missing", () => {
  test("all users can still sign in", async () => {
    const sub = await register(world, "gil@example.com");
    const { AWS_ENDPOINT_URL_DYNAMODB } = process.env;
    process.env.AWS_ENDPOINT_URL_DYNAMODB = "http://127.0.0.1:1";
    try {
      expect((await signIn(world, "gil@example.com", PASSWORD))?.AccessToken).toBeDefined();
    } finally {
      if (AWS_ENDPOINT_URL_DYNAMODB === undefined) delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    }
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain('"trigger_error":1');
    const user = await world.admin.send(new AdminGetUserCommand({ UserPoolId: world.poolId, Username: sub }));
    expect(user.Enabled).toBe(true);
  });
});
