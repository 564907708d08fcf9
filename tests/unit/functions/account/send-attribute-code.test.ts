import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { HttpHandler } from "../../../../libs/http/http-module.ts";
import { ACCOUNT_ENVIRONMENT } from "../../../support/account-environment.ts";
import { startAwsEndpoint } from "../../../support/aws-endpoint.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/http-event.ts";

Object.assign(process.env, ACCOUNT_ENVIRONMENT, { SMS_COUNTRIES: "DE", POOL_SENDS_TEXTS: "false" });

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

test("a pool that sends no text messages would take a number unproved: none is given to it", async () => {
  expect(await ask("phone_number", "+4915112345678")).toMatchObject({
    code: "invalid_parameter",
    detail: "No telephone numbers are proved here.",
  });
  expect(operations()).toContain("GetUser");
  expect(operations()).not.toContain("AdminUpdateUserAttributes");
  expect(operations()).not.toContain("UpdateUserAttributes");
});

test("an address is changed by the user's own right, for which Cognito says where the code went", async () => {
  expect(await ask("email", "new@example.com")).toEqual({
    delivery: { medium: "EMAIL", destination: "n***@e***" },
  });
  expect(operations()).toContain("UpdateUserAttributes");
  expect(operations()).not.toContain("AdminUpdateUserAttributes");
});
