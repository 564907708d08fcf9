import { beforeAll, expect, test } from "@jest/globals";
import { type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp({ LINK_ORIGINS: "https://app.example.com" });
});

/** Every string of at least a few characters inside a value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : [];
}

test("no line has a code, a digest, a secret, a token, an address or a number", async () => {
  const number = "+4915112349999";
  const email = await app.newPerson({ phone_number: number, phone_number_verified: "true" });
  const unknown = "nobody.at.all@example.com";
  let step = await app.ask(email);
  step = await app.answer(email, step, otherThan(app.codeFor(email)));
  const { AuthenticationResult } = await app.answer(email, step, app.codeFor(email));
  const secrets = [app.codeFor(email), otherThan(app.codeFor(email)), email, number, unknown];
  // Wrong codes, throttling, errors of SES and SNS, and a missing table.
  app.advance(60_000);
  await app.ask(email, "sms");
  secrets.push(app.codeFor(number));
  await app.ask(email, "sms");
  await app.ask(unknown);
  app.advance(3_600_000);
  await app.ask(email, "link");
  secrets.push(...app.tokenFor(email).split("."));
  app.advance(3_600_000);
  process.env.AWS_ENDPOINT_URL_SESV2 = "http://127.0.0.1:9";
  await app.ask(email);
  process.env.AWS_ENDPOINT_URL_SESV2 = "";
  process.env.AWS_ENDPOINT_URL_DYNAMODB = "http://127.0.0.1:9";
  await expect(app.ask(email)).rejects.toMatchObject({ name: "UserLambdaValidationException" });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = "";

  secrets.push(...stringsIn(AuthenticationResult).filter((text) => text.length > 20));
  for (const { event } of app.events) {
    const { session = [], privateChallengeParameters } = (event.request ?? {}) as Record<string, unknown>;
    const remembered = stringsIn([session, privateChallengeParameters]).flatMap((text) => text.split(":"));
    secrets.push(...remembered.filter((text) => /^[\w-]{22,}$/.test(text) && !text.includes("_A")));
  }
  const printed = app.output.join("");
  for (const message of ["sign-in code not sent", "sign-in code not accepted", "trigger failed"]) {
    expect(printed).toContain(message);
  }
  for (const metric of ["otp_sent", "otp_mismatch", "otp_throttled", "message_failed", "trigger_error"]) {
    expect(printed).toContain(`"${metric}":1`);
  }
  const found = secrets.filter((secret) => printed.includes(secret));
  expect(found).toEqual([]);
  expect(secrets.length).toBeGreaterThan(15);
});
