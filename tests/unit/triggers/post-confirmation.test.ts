import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { PostConfirmationTriggerEvent } from "aws-lambda";
import { startAwsEndpoint } from "../../support/aws-endpoint.ts";
import { triggerEvent } from "../../support/trigger-event.ts";

process.env.DEFAULT_GROUP = "users";

let cognito: Awaited<ReturnType<typeof startAwsEndpoint>>;
let handler: (event: PostConfirmationTriggerEvent) => Promise<PostConfirmationTriggerEvent>;
const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

beforeAll(async () => {
  cognito = await startAwsEndpoint();
  ({ handler } = await import("../../../triggers/post-confirmation.ts"));
});

afterAll(() => cognito.stop());

beforeEach(() => {
  cognito.received.length = 0;
  cognito.answer(() => ({ headers: { "content-type": "application/x-amz-json-1.1" }, body: "{}" }));
  output.mockClear();
});

const confirmed = () => triggerEvent<PostConfirmationTriggerEvent>("PostConfirmation_ConfirmSignUp");

test("a confirmed account goes into the default group of the event's pool", async () => {
  expect(await handler(confirmed())).toEqual(confirmed());
  expect(cognito.received.map(({ headers, body }) => [headers["x-amz-target"], JSON.parse(body)])).toEqual([
    [
      "AWSCognitoIdentityProviderService.AdminAddUserToGroup",
      { UserPoolId: "us-east-1_Ab12Cd34E", Username: confirmed().userName, GroupName: "users" },
    ],
  ]);
});

test("called twice for one event it asks for the same thing", async () => {
  await handler(confirmed());
  await handler(confirmed());
  const [first, second] = cognito.received.map(({ body }) => body);
  expect(first).toBe(second);
});

test("a confirmed password reset changes no group", async () => {
  const event = triggerEvent<PostConfirmationTriggerEvent>("PostConfirmation_ConfirmForgotPassword");
  expect(await handler(event)).toBe(event);
  expect(cognito.received).toEqual([]);
});

test("a user who gets no group does not go unnoticed", async () => {
  const body = JSON.stringify({ __type: "ResourceNotFoundException", message: "Group not found." });
  cognito.answer(() => ({ status: 400, headers: { "content-type": "application/x-amz-json-1.1" }, body }));
  await expect(handler(confirmed())).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  expect(output.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
    { level: "ERROR", message: "group not assigned", group: "users", cause: "ResourceNotFoundException" },
  ]);
});
