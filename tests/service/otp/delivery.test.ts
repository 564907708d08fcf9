import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { CreateAuthChallengeTriggerEvent, VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";
import { EVENT_PREFIX, limitKey, otpKey, userPartition } from "../../../libs/activity/activity-keys.ts";
import { createChallenge } from "../../../libs/otp/create-challenge.ts";
import type { OtpSettings } from "../../../libs/otp/deliver-code.ts";
import { verifyAnswer } from "../../../libs/otp/verify-answer.ts";
import { patientActivityTable } from "../../support/worlds/activity-table.ts";
import { startAwsEndpoint } from "../../support/worlds/aws-endpoint.ts";
import { startLossyEndpoint } from "../../support/worlds/lossy-endpoint.ts";
import { OTP_PASSWORD, type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ENDPOINTS = {
  "cognito-idp": "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
  ses: "AWS_ENDPOINT_URL_SESV2",
} as const;

/** Runs an action while a service refuses every request. */
async function whileFailing<Result>(
  service: keyof typeof ENDPOINTS,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = { ...process.env };
  const aws = await startAwsEndpoint();
  aws.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "LimitExceededException" }, body: "{}" }));
  const refusing = process.env.AWS_ENDPOINT_URL;
  Object.assign(process.env, before, { [ENDPOINTS[service]]: refusing });
  try {
    return await work();
  } finally {
    delete process.env[ENDPOINTS[service]];
    await aws.stop();
  }
}

/** Runs an action while every answer of the table to such a write is lost. */
async function whileLosing(operation: string, containing: string, work: () => Promise<unknown>) {
  await using endpoint = await startLossyEndpoint(String(process.env.AWS_ENDPOINT_URL));
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint.url;
  endpoint.loseAnswerTo(operation, { times: Number.POSITIVE_INFINITY, containing });
  try {
    await work();
  } finally {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  }
}

const table = patientActivityTable();

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

beforeEach(() => {
  app.output.length = 0;
});

/** The name that the pool gave to a user. */
async function userNameOf(Username: string): Promise<string> {
  const found = await app.admin.send(new AdminGetUserCommand({ UserPoolId: app.poolId, Username }));
  return found.Username ?? "";
}

const trailOf = async (email: string) => {
  const { items } = await table.query({
    partition: userPartition(await userNameOf(email)),
    prefix: EVENT_PREFIX,
    order: "oldest first",
    limit: 100,
  });
  return items;
};

const linesAbout = (message: string) =>
  app.output
    .filter((line) => line.includes(`"${message}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const counted = (metric: string) => app.output.join("").split(`"${metric}":1`).length - 1;

describe("a code that is sent", () => {
  test("is in the audit trail and counted once, and not in the log", async () => {
    const email = await app.newPerson();
    await app.ask(email);
    expect(await trailOf(email)).toMatchObject([
      {
        type: "otp_sent",
        sub: await userNameOf(email),
        clientId: app.clientId,
        detail: { channel: "email" },
      },
    ]);
    expect(counted("otp_sent")).toBe(1);
    expect(linesAbout("sign-in code not sent")).toEqual([]);
  });

  test("is counted once also if it can't be recorded", async () => {
    const email = await app.newPerson();
    await whileLosing("PutItem", "otp_sent", () => app.ask(email));
    expect(app.sentTo(email)).toHaveLength(1);
    expect(linesAbout("activity not written")).toMatchObject([{ what: "otp_sent" }]);
    expect(counted("otp_sent")).toBe(1);
  });

  test("comes with its lifetime in minutes", async () => {
    const email = await app.newPerson();
    await app.ask(email);
    expect(app.sentTo(email)[0]?.text).toContain("3 minutes");
  });

  test("counts against the limits of its user and of its mailbox, whatever address of the mailbox is used", async () => {
    const [local, domain] = ["shared.box", "example.com"];
    const [one, two] = [`${local}+one@${domain}`, `${local}+two@${domain}`];
    for (const Username of [one, two]) {
      const user = { UserPoolId: app.poolId, Username };
      const UserAttributes = [
        { Name: "email", Value: Username },
        { Name: "email_verified", Value: "true" },
      ];
      await app.admin.send(
        new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS", UserAttributes }),
      );
      await app.admin.send(
        new AdminSetUserPasswordCommand({ ...user, Password: OTP_PASSWORD, Permanent: true }),
      );
    }
    await app.ask(one);
    expect(app.sentTo(one)).toHaveLength(1);
    const user = await userNameOf(one);
    expect(await table.get(limitKey("otp-send-user", user))).toMatchObject({ count: 1 });
    expect(await table.get(limitKey("otp-send-address", `${local}@${domain}`))).toMatchObject({ count: 1 });
    await app.ask(two);
    expect(app.sentTo(two)).toEqual([]);
  });
});

describe("a code that is not sent", () => {
  test("does not count against the limits, and otherwise does the same work", async () => {
    const email = await app.newPerson();
    const user = await userNameOf(email);
    await app.ask(email, "sms");
    expect(await table.get(limitKey("otp-send-user", user))).toBeUndefined();
    expect(await table.get(limitKey("otp-nothing-user", user))).toMatchObject({ count: 1 });
    expect(await table.get(limitKey("otp-nothing-address", user))).toMatchObject({ count: 1 });
    expect(linesAbout("sign-in code not sent")).toMatchObject([{ level: "INFO", reason: "no address" }]);
    await app.ask(email);
    expect(app.sentTo(email)).toHaveLength(1);
  });

  test("is not in the audit trail unless codes were requested too often", async () => {
    const email = await app.newPerson();
    await app.ask(email, "sms");
    expect(await trailOf(email)).toEqual([]);
    await app.ask(email);
    for (let times = 0; times < 3; times += 1) await app.ask(email);
    expect((await trailOf(email)).map(({ type }) => type).sort()).toEqual(["otp_sent", "otp_throttled"]);
    expect(counted("otp_sent")).toBe(1);
    expect(counted("otp_throttled")).toBe(3);
    expect(linesAbout("sign-in code not sent").map(({ reason }) => reason)).toEqual([
      "no address",
      "throttled",
      "throttled",
      "throttled",
    ]);
  });

  test("because the user is unknown leaves no trace in the log or the trail", async () => {
    await app.ask("nobody@example.com");
    expect(linesAbout("sign-in code not sent")).toEqual([]);
    expect([counted("otp_sent"), counted("otp_throttled")]).toEqual([0, 0]);
  });

  test("because the mail was refused is an error in the log, with the name of the cause", async () => {
    const email = await app.newPerson();
    await whileFailing("ses", () => app.ask(email));
    expect(linesAbout("sign-in code not accepted")).toMatchObject([
      { level: "ERROR", cause: "LimitExceededException" },
    ]);
    expect(linesAbout("sign-in code not sent")).toMatchObject([{ reason: "not accepted" }]);
    expect(counted("message_failed")).toBe(1);
    expect(await trailOf(email)).toEqual([]);
  });

  test("because links are off has its reason in the log", async () => {
    await app.ask(await app.newPerson(), "link");
    expect(linesAbout("sign-in link not sent")).toMatchObject([{ reason: "links are off" }]);
  });
});

test("a code that failed because of the table does not count against the limits: the next one is sent at once", async () => {
  const email = await app.newPerson();
  // The destination is recorded after the limits are counted and before the message is sent.
  const asked = whileLosing("UpdateItem", "sentTo", () => app.ask(email));
  await expect(asked).rejects.toThrow(/CreateAuthChallenge failed/);
  expect(app.sentTo(email)).toEqual([]);
  expect(await table.get(limitKey("otp-send-user", await userNameOf(email)))).toMatchObject({ count: 0 });
  await app.ask(email);
  expect(app.sentTo(email)).toHaveLength(1);
});

test("requests beyond the limits are recorded once an hour, to the second", async () => {
  const email = await app.newPerson();
  const throttled = async () => {
    await app.ask(email);
    return (await trailOf(email)).filter(({ type }) => type === "otp_throttled").length;
  };
  await app.ask(email);
  expect(await throttled()).toBe(1);
  app.advance(HOUR - SECOND);
  await app.ask(email);
  expect(await throttled()).toBe(1);
  app.advance(SECOND);
  expect(await throttled()).toBe(2);
});

describe("a challenge", () => {
  test("with a new code takes at least the minimum time", async () => {
    await app.ask(await app.newPerson());
    const seen = app.events.findLast(({ trigger }) => trigger === "CreateAuthChallenge");
    const settings = { table, linkOrigins: [], smsCountries: [], validFor: MINUTE, answerMilliseconds: 40 };
    const begun = performance.now();
    await createChallenge(
      seen?.event as unknown as CreateAuthChallengeTriggerEvent,
      settings as unknown as OtpSettings,
      app.cloud.clock.now(),
    );
    // Node's timers may be early by less than a millisecond.
    expect(performance.now() - begun).toBeGreaterThan(39);
  });

  test("is kept for an hour", async () => {
    const email = await app.newPerson();
    const before = app.events.length;
    await app.ask(email);
    const create = app.events.slice(before).findLast(({ trigger }) => trigger === "CreateAuthChallenge");
    const session = JSON.stringify(create?.event);
    const challengeId = /PARAMETERS:([\w-]{22}):/.exec(session)?.[1] ?? "";
    const expiresAt = (app.cloud.clock.now() + HOUR) / SECOND;
    expect(await table.get(otpKey(challengeId))).toMatchObject({ expiresAt, channel: "email" });
  });
});

/** The last event of the verify trigger, to send again with changes. */
async function lastVerification(email: string) {
  const step = await app.ask(email);
  const code = app.codeFor(email);
  await app.answer(email, step, otherThan(code));
  const seen = app.events.findLast(({ trigger }) => trigger === "VerifyAuthChallengeResponse");
  const event = seen?.event as unknown as VerifyAuthChallengeResponseTriggerEvent;
  const verify = (
    request: Partial<VerifyAuthChallengeResponseTriggerEvent["request"]>,
    settings: Partial<Parameters<typeof verifyAnswer>[1]> = {},
  ) =>
    verifyAnswer(
      { ...event, request: { ...event.request, ...request } },
      { table, triesPerDay: 50, linkValidFor: 900_000, answerMilliseconds: 1, ...settings },
      app.cloud.clock.now(),
    );
  return { code, event, verify };
}

describe("an answer", () => {
  test("to a challenge that is not ours is wrong", async () => {
    const { code, verify } = await lastVerification(await app.newPerson());
    for (const privateChallengeParameters of [{}, { challenge: "OTHER", challengeId: "x" }]) {
      expect(await verify({ challengeAnswer: code, privateChallengeParameters })).toBe(false);
    }
  });

  test("that is neither e-mail nor SMS is wrong", async () => {
    const { event, verify } = await lastVerification(await app.newPerson());
    const { challengeId = "" } = event.request.privateChallengeParameters;
    const privateChallengeParameters = { challenge: "PROVIDE_AUTH_PARAMETERS", challengeId };
    expect(await verify({ challengeAnswer: "pigeon", privateChallengeParameters })).toBe(false);
    expect(await verify({ challengeAnswer: '{"channel":"sms"}', privateChallengeParameters })).toBe(true);
  });

  test("of an unknown user is wrong, even if it is right", async () => {
    const { code, verify } = await lastVerification(await app.newPerson());
    expect(await verify({ challengeAnswer: code, userNotFound: true })).toBe(false);
    expect(await verify({ challengeAnswer: code })).toBe(true);
  });

  test("is right once, and verifies the address at Cognito only if it is not verified yet", async () => {
    for (const change of [{}, { email_verified: "TRUE" }, { email: undefined, email_verified: "false" }]) {
      const { code, event, verify } = await lastVerification(await app.newPerson());
      const userAttributes = { ...event.request.userAttributes, ...change } as Record<string, string>;
      const answer = () => verify({ challengeAnswer: code, userAttributes });
      expect(await whileFailing("cognito-idp", answer)).toBe(true);
      expect(linesAbout("address not marked as verified")).toEqual([]);
      expect(await answer()).toBe(false);
    }
  });

  test("that is wrong is in the user's trail, by sub or else by username", async () => {
    const { code, event, verify } = await lastVerification(await app.newPerson());
    const { sub: _sub, ...nameless } = event.request.userAttributes;
    const trail = async (user: string) => {
      const partition = userPartition(user);
      const query = { partition, prefix: EVENT_PREFIX, order: "oldest first", limit: 100 } as const;
      return (await table.query(query)).items.map(({ type }) => type);
    };
    expect(await trail("another-sub")).toEqual([]);
    const userAttributes = { ...nameless, sub: "another-sub" };
    await verify({ challengeAnswer: otherThan(code), userAttributes });
    expect(await trail("another-sub")).toEqual(["otp_mismatch"]);
    const second = await lastVerification(await app.newPerson());
    const before = await trail(second.event.userName);
    await second.verify({ challengeAnswer: otherThan(otherThan(second.code)), userAttributes: nameless });
    expect((await trail(second.event.userName)).length).toBeGreaterThan(before.length);
  });

  test("that is right is not held back", async () => {
    const { code, verify } = await lastVerification(await app.newPerson());
    expect(await verify({ challengeAnswer: code }, { answerMilliseconds: 10 * MINUTE })).toBe(true);
  });

  test("that is wrong takes at least as long as one to a code that was sent", async () => {
    const { code, verify } = await lastVerification(await app.newPerson());
    const begun = performance.now();
    expect(await verify({ challengeAnswer: otherThan(code) }, { answerMilliseconds: 40 })).toBe(false);
    // Node's timers may be early by less than a millisecond.
    expect(performance.now() - begun).toBeGreaterThan(39);
  });

  test("is counted for a day, to the second", async () => {
    const email = await app.newPerson();
    const first = await lastVerification(email);
    const limit = await table.get(limitKey("otp-try", await userNameOf(email)));
    expect(limit).toMatchObject({ until: app.cloud.clock.now() + 24 * HOUR });
    app.advance(24 * HOUR - SECOND);
    const second = await lastVerification(email);
    expect(await second.verify({ challengeAnswer: second.code }, { triesPerDay: 1 })).toBe(false);
    app.advance(HOUR);
    const third = await lastVerification(email);
    expect(await third.verify({ challengeAnswer: third.code }, { triesPerDay: 2 })).toBe(true);
    expect(first.code).toBeDefined();
  });
});

describe("an address that is not verified", () => {
  const isVerified = async (Username: string) => {
    const { UserAttributes } = await app.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username }),
    );
    return UserAttributes?.find(({ Name }) => Name === "email_verified")?.Value;
  };

  test("is not verified by a text message", async () => {
    const number = "+4915112340099";
    const email = await app.newPerson({
      email_verified: "false",
      phone_number: number,
      phone_number_verified: "true",
    });
    const signedIn = await app.answer(email, await app.ask(email, "sms"), app.codeFor(number));
    expect(signedIn.AuthenticationResult).toBeDefined();
    expect(await isVerified(email)).toBe("false");
  });

  test("does not prevent signing in if the verification can't be saved, and the log says so", async () => {
    const email = await app.newPerson({ email_verified: "false" });
    const step = await app.ask(email);
    const code = app.codeFor(email);
    const { AuthenticationResult } = await whileFailing("cognito-idp", () => app.answer(email, step, code));
    expect(AuthenticationResult).toBeDefined();
    expect(await isVerified(email)).toBe("false");
    expect(linesAbout("address not marked as verified")).toMatchObject([
      { level: "ERROR", cause: "LimitExceededException" },
    ]);
  });
});
