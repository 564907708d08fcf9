import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { HttpHandler } from "../../../../libs/http/http-module.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";
import { setEnvironment } from "../../../support/worlds/environment.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

setEnvironment({
  POWERTOOLS_LOG_LEVEL: "ERROR",
  APP_NAME: "Test",
  SMS_COUNTRIES: "DE",
  POOL_SENDS_TEXTS: "false",
  MAIL_FROM: "no-reply@example.com",
});

const claims = accessTokenClaims({ auth_time: String(Math.floor(Date.now() / 1000)) });

let aws: Awaited<ReturnType<typeof startAwsEndpoint>>;
let handler: HttpHandler;
let output: jest.SpiedFunction<typeof process.stdout.write>;

beforeAll(async () => {
  output = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  aws = await startAwsEndpoint();
  ({ handler } = await import("../../../../functions/account/handler.ts"));
});

afterAll(async () => {
  output.mockRestore();
  await aws.stop();
});

beforeEach(() => {
  aws.received.length = 0;
  // Every limit has something left, and Cognito sends.
  const sent = { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "n***@e***" };
  const body = JSON.stringify({ Attributes: { count: { N: "1" } }, CodeDeliveryDetailsList: [sent] });
  aws.answer(() => ({ headers: { "content-type": "application/x-amz-json-1.1" }, body }));
});

async function ask(name: string, value: string) {
  const path = `/v1/me/attributes/${name}/code`;
  const answer = await handler(httpEvent({ method: "POST", path, body: { value }, claims }), lambdaContext());
  return JSON.parse(answer.body ?? "{}");
}

const operations = () =>
  aws.received.map(({ headers }) => String(headers["x-amz-target"]).split(".")[1] ?? "");

test("a pool that sends no text messages would accept an unverified number, so it gets none", async () => {
  expect(await ask("phone_number", "+4915112345678")).toMatchObject({
    code: "invalid_parameter",
    detail: "Phone numbers can't be verified here.",
  });
  expect(operations()).toContain("GetUser");
  expect(operations()).not.toContain("AdminUpdateUserAttributes");
  expect(operations()).not.toContain("UpdateUserAttributes");
});

/** AWS's answers by operation; others have the default answer. */
function answering(answers: Readonly<Record<string, { status: number; body: object }>>): void {
  const sent = { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "n***@e***" };
  const usual = { Attributes: { count: { N: "1" } }, CodeDeliveryDetailsList: [sent], MessageId: "1" };
  aws.answer(({ headers }) => {
    const operation = String(headers["x-amz-target"] ?? ".SendEmail").split(".")[1] ?? "";
    const { status = 200, body = usual } = answers[operation] ?? {};
    return {
      status,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify(body),
    };
  });
}

const exception = (__type: string) => ({ status: 400, body: { __type, message: "no" } });

/** Subjects and receivers of the mails that were sent. */
const mails = () =>
  aws.received
    .filter(({ headers }) => headers["x-amz-target"] === undefined)
    .map(({ body }) => JSON.parse(body))
    .map(({ Destination, Content }) => [Destination.ToAddresses, Content.Simple.Subject.Data]);

const DELIVERED = { delivery: { medium: "EMAIL", destination: "n***@e***" }, resendAfter: 30 };

test("an address is changed by the user's own right", async () => {
  expect(await ask("email", "new@example.com")).toEqual(DELIVERED);
  expect(operations()).toContain("UpdateUserAttributes");
  expect(operations()).not.toContain("AdminUpdateUserAttributes");
  expect(mails()).toEqual([]);
});

test("an address of another account gets the same answer, and its owner is notified in the owner's language", async () => {
  const locale = { Name: "locale", Value: "de-AT" };
  answering({
    UpdateUserAttributes: exception("AliasExistsException"),
    AdminGetUser: { status: 200, body: { Username: "u", UserAttributes: [locale] } },
  });
  expect(await ask("email", "new@example.com")).toEqual(DELIVERED);
  expect(mails()).toEqual([[["new@example.com"], "Test: Jemand wollte Ihre E-Mail-Adresse verwenden"]]);
});

test("a failed delivery is not disclosed: an owner's address never gets a code", async () => {
  answering({ UpdateUserAttributes: exception("CodeDeliveryFailureException") });
  expect(await ask("email", "new@example.com")).toEqual(DELIVERED);
  expect(mails()).toEqual([]);
});

test("a mailbox over its limit gets no mail, and the answer is the usual one", async () => {
  // The user's limit has something left, the mailbox's has not.
  aws.answer(({ body }) => {
    const isUsedUp = body.includes("LIMIT#attribute-code-address");
    const answer = isUsedUp
      ? { __type: "ConditionalCheckFailedException" }
      : { Attributes: { count: { N: "1" } } };
    return {
      status: isUsedUp ? 400 : 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify(answer),
    };
  });
  expect(await ask("email", "new@example.com")).toEqual(DELIVERED);
  expect(operations()).not.toContain("UpdateUserAttributes");
  expect(mails()).toEqual([]);
});

test("all addresses of a mailbox share its limit", async () => {
  const keys = async (value: string) => {
    aws.received.length = 0;
    await ask("email", value);
    return aws.received
      .map(({ body }) => /LIMIT#attribute-code-address#[\w-]+/.exec(body)?.[0])
      .filter(Boolean);
  };
  const [key] = await keys("new@example.com");
  expect(key).toBeDefined();
  expect(await keys("New+tag@example.com")).toEqual([key]);
  expect(await keys("other@example.com")).not.toEqual([key]);
});

test.each(["ExpiredCodeException", "CodeMismatchException", "LimitExceededException"])(
  "a wrong code gets the same answer, whether one was sent or not: %s",
  async (name) => {
    answering({ VerifyUserAttribute: exception(name) });
    const path = "/v1/me/attributes/email/verify";
    const answer = await handler(
      httpEvent({ method: "POST", path, body: { code: "123456" }, claims }),
      lambdaContext(),
    );
    expect([answer.statusCode, JSON.parse(answer.body ?? "{}").code]).toEqual([400, "code_mismatch"]);
  },
);
