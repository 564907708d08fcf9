import { ResendConfirmationCodeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { type AwsEndpoint, startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

let aws: AwsEndpoint;
let attempt: (exception: string) => Promise<unknown>;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  process.env.POWERTOOLS_LOG_LEVEL = "INFO";
  // The logger has its own console, which writes to these streams.
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      lines.push(JSON.parse(String(chunk)));
      return true;
    });
  }
  aws = await startAwsEndpoint();
  const { attemptCognito } = await import("../../../../libs/cognito/call-cognito.ts");
  attempt = (exception) => {
    aws.answer(() => ({
      status: 400,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({ __type: exception, message: "no" }),
    }));
    const command = new ResendConfirmationCodeCommand({ ClientId: "1example23456789", Username: "jane" });
    return attemptCognito(command, [exception as "UserNotFoundException"]);
  };
});

beforeEach(() => {
  lines = [];
});

afterAll(async () => {
  jest.restoreAllMocks();
  await aws.stop();
});

test.each([
  "UsernameExistsException",
  "UserNotFoundException",
  "NotAuthorizedException",
  "UnauthorizedException",
  "ResourceNotFoundException",
  "InvalidParameterException",
  "LimitExceededException",
  "UserLambdaValidationException",
  "UserNotConfirmedException",
])("%s, which any client can cause, is not logged as an error", async (exception) => {
  expect(await attempt(exception)).toBeUndefined();
  expect(lines).toMatchObject([{ level: "INFO", message: "tolerated", exception }]);
});

test.each([
  "CodeDeliveryFailureException",
  "InvalidLambdaResponseException",
  "UnexpectedLambdaException",
  "InvalidEmailRoleAccessPolicyException",
])("%s, a fault that the caller doesn't see, is logged as an error", async (exception) => {
  expect(await attempt(exception)).toBeUndefined();
  expect(lines).toMatchObject([{ level: "ERROR", message: "tolerated", exception }]);
});
