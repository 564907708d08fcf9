import { CognitoIdentityClient, ListIdentityPoolsCommand } from "@aws-sdk/client-cognito-identity";
import { CognitoIdentityProviderClient, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, expect, test } from "@jest/globals";
import { type SessionCredentials, stsAs } from "../../support/clients/session-clients.ts";
import { signedFetch } from "../../support/clients/signed-fetch.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { startOwnFilesApp } from "../../support/worlds/own-files-app.ts";

const open: { destroy(): void }[] = [];

const app = await startOwnFilesApp();
const ada = await app.person("readers");

afterAll(() => {
  for (const client of open) client.destroy();
});

const settings = (credentials: SessionCredentials = ada.credentials) => ({
  endpoint: app.cloud.endpoint,
  region: "us-east-1",
  credentials,
  maxAttempts: 1,
});

interface Client {
  send(command: unknown): Promise<unknown>;
  destroy(): void;
}

function ask(
  Make: new (given: ReturnType<typeof settings>) => unknown,
  command: object,
  as?: SessionCredentials,
) {
  const client = new Make(settings(as)) as Client;
  open.push(client);
  return refusal(client.send(command));
}

const SESSION = "arn:aws:sts::000000000000:assumed-role/readers/CognitoIdentityCredentials";
const denied = (action: string) =>
  `User: ${SESSION} is not authorized to perform: ${action} because the local cloud gives roles rights at S3 and DynamoDB alone`;

const mail = () =>
  new SendEmailCommand({
    FromEmailAddress: "ada@example.com",
    Destination: { ToAddresses: ["eve@example.com"] },
    Content: { Simple: { Subject: { Data: "x" }, Body: { Text: { Data: "x" } } } },
  });

test("no other service accepts a session as the account", async () => {
  expect(await ask(CognitoIdentityProviderClient, new ListUsersCommand({ UserPoolId: app.userPoolId }))).toBe(
    `AccessDeniedException: ${denied("cognito-idp:ListUsers")}`,
  );
  expect(await ask(CognitoIdentityClient, new ListIdentityPoolsCommand({ MaxResults: 5 }))).toBe(
    `AccessDeniedException: ${denied("cognito-identity:ListIdentityPools")}`,
  );
  expect(await ask(SESv2Client, mail())).toBe(
    `AccessDeniedException: ${denied("ses:POST /v2/email/outbound-emails")}`,
  );
  const message = new PublishCommand({ PhoneNumber: "+15550100", Message: "x" });
  expect(await ask(SNSClient, message)).toMatch(/AccessDenied|AuthorizationError/);
  expect(app.cloud.inbox.list("eve@example.com")).toEqual([]);
});

test("even with another service in the signature", async () => {
  for (const service of ["s3", "sts", "dynamodb", "cognito-idp"]) {
    const answer = await signedFetch({
      url: new URL("/", app.cloud.endpoint),
      credentials: ada.credentials,
      service,
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers",
      },
      body: JSON.stringify({ UserPoolId: app.userPoolId }),
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("AccessDeniedException"),
    ]);
  }
});

test("STS returns a session's identity, and refuses unknown keys and tokens", async () => {
  const sts = (as: SessionCredentials) =>
    stsAs(app.cloud.endpoint, as).send(new GetCallerIdentityCommand({}));
  expect(await sts(ada.credentials)).toMatchObject({
    Arn: SESSION,
    UserId: "AROALOCALreaders:CognitoIdentityCredentials",
    Account: "000000000000",
  });
  expect(await refusal(sts({ ...ada.credentials, accessKeyId: "ASIALOCALAAAAAAAAAAA" }))).toMatch(
    /^InvalidClientTokenId/,
  );
  expect(await refusal(sts({ ...ada.credentials, sessionToken: "x" }))).toMatch(/^InvalidClientTokenId/);
});

test("expired credentials are refused by every service", async () => {
  app.cloud.clock.advance(60 * 60 * 1000);
  const sts = stsAs(app.cloud.endpoint, ada.credentials);
  expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatch(/^ExpiredToken/);
  expect(
    await ask(CognitoIdentityProviderClient, new ListUsersCommand({ UserPoolId: app.userPoolId })),
  ).toMatch(/^ExpiredTokenException/);
  expect(await ask(SESv2Client, mail())).toMatch(/^ExpiredTokenException/);
});
