import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, test } from "@jest/globals";
import { EVENT_PREFIX, userPartition } from "../../../libs/activity/activity-keys.ts";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { ACTIVITY_TABLE } from "../../support/worlds/activity-table.ts";
import { startLossyEndpoint } from "../../support/worlds/lossy-endpoint.ts";
import { type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp({ OTP_TRIES_PER_DAY: "4", LINK_ORIGINS: "https://app.example.com" });
});

/** The event types in a user's audit trail, oldest first. */
async function trailOf(email: string): Promise<string[]> {
  const events = app.events.filter(({ event }) => JSON.stringify(event).includes(email));
  const { userName } = events[0]?.event ?? {};
  const { items } = await activityTable(ACTIVITY_TABLE).query({
    partition: userPartition(String(userName)),
    prefix: EVENT_PREFIX,
    order: "oldest first",
    limit: 100,
  });
  return items.map(({ type }) => String(type));
}

test("the pause between two codes doubles, and five are sent in an hour", async () => {
  const email = await app.newPerson();
  const sent = async () => {
    await app.ask(email);
    return app.sentTo(email).length;
  };
  expect(await sent()).toBe(1);
  let expected = 1;
  for (const pause of [30 * SECOND, MINUTE, 2 * MINUTE, 4 * MINUTE]) {
    app.advance(pause - 1);
    expect(await sent()).toBe(expected);
    app.advance(1);
    expected += 1;
    expect(await sent()).toBe(expected);
  }
  app.advance(20 * MINUTE);
  expect(await sent()).toBe(5);
  app.advance(HOUR);
  expect(await sent()).toBe(6);
  const trail = await trailOf(email);
  expect(trail.filter((type) => type === "otp_sent")).toHaveLength(6);
  // Five refusals, recorded once an hour: endless requests do not bury the other events of the trail.
  expect(trail.filter((type) => type === "otp_throttled")).toHaveLength(1);
});

test("a user who asks too often sees no difference", async () => {
  const email = await app.newPerson();
  const [first, second] = [await app.ask(email), await app.ask(email)];
  expect(app.sentTo(email)).toHaveLength(1);
  expect(second.ChallengeName).toBe(first.ChallengeName);
  expect(second.ChallengeParameters).toEqual(first.ChallengeParameters);
});

test("a code that was not sent does not replace the previous one, and is never accepted", async () => {
  const email = await app.newPerson();
  const [first, second] = [await app.ask(email), await app.ask(email)];
  const code = app.codeFor(email);
  expect((await app.answer(email, second, code)).AuthenticationResult).toBeUndefined();
  expect((await app.answer(email, first, code)).AuthenticationResult).toBeDefined();
});

test("an address does not get more codes by moving to another account", async () => {
  const number = "+4915112340001";
  const attributes = { phone_number: number, phone_number_verified: "true" };
  const [one, other] = [await app.newPerson(attributes), await app.newPerson(attributes)];
  await app.ask(one, "sms");
  await app.ask(other, "sms");
  expect(app.sentTo(number)).toHaveLength(1);
});

test("a user does not get more codes by changing the address", async () => {
  const email = await app.newPerson();
  await app.ask(email);
  const moved = `moved.${email}`;
  await app.admin.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: app.poolId,
      Username: email,
      UserAttributes: [
        { Name: "email", Value: moved },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  await app.ask(moved);
  expect(app.sentTo(moved)).toEqual([]);
});

test("twenty concurrent requests send one code", async () => {
  const email = await app.newPerson();
  await Promise.all(Array.from({ length: 20 }, () => app.ask(email)));
  expect(app.sentTo(email)).toHaveLength(1);
});

test.each(["otp-send-user", "otp-send-address"])(
  "a sign-in that failed because the table did not answer does not use up a code: %s",
  async (limit) => {
    const email = await app.newPerson();
    const endpoint = await startLossyEndpoint(app.cloud.endpoint);
    try {
      process.env.AWS_ENDPOINT_URL = endpoint.url;
      endpoint.loseAnswerTo("UpdateItem", { times: 2, containing: limit });
      const failures: unknown[] = [];
      const observe = (failure: unknown) => failures.push(failure);
      subscribe("serverless-auth:failure", observe);
      await expect(app.ask(email)).rejects.toMatchObject({ name: "UserLambdaValidationException" });
      unsubscribe("serverless-auth:failure", observe);
      expect(failures).toMatchObject([{ error: { message: "fetch failed" } }]);
      expect(app.sentTo(email)).toEqual([]);
      await app.ask(email);
      expect(app.sentTo(email)).toHaveLength(1);
    } finally {
      process.env.AWS_ENDPOINT_URL = app.cloud.endpoint;
      await endpoint[Symbol.asyncDispose]();
    }
  },
);

test("after too many codes in a day not even the right one signs in, until the day is over; a link still does", async () => {
  const email = await app.newPerson();
  const spend = async () => {
    let step = await app.ask(email);
    for (let tries = 0; tries < 2; tries += 1) {
      step = await app.answer(email, step, otherThan(app.codeFor(email)).replace(/^./, String(tries)));
    }
    return step;
  };
  await spend();
  app.advance(HOUR);
  const step = await spend();
  await expect(app.answer(email, step, app.codeFor(email))).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
  app.advance(HOUR);
  const byLink = await app.ask(email, "link");
  expect((await app.answer(email, byLink, app.tokenFor(email))).AuthenticationResult).toBeDefined();
  app.advance(24 * HOUR);
  expect(
    (await app.answer(email, await app.ask(email), app.codeFor(email))).AuthenticationResult,
  ).toBeDefined();
});
