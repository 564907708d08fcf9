/** Text messages through Amazon SNS or AWS End User Messaging SMS. */
import {
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SmsConfigurationType,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { lastCode, passwordSignIn, refusal, startCognitoApp } from "../../../support/worlds/cognito-app.ts";
import { ADA, givePhone, on, PHONE, prefer, respond, startMfaApp } from "../../../support/worlds/mfa-app.ts";
import { startTestCloud } from "../../../support/worlds/test-cloud.ts";

const CallerArn = "arn:aws:iam::000000000000:role/sms";
const EumsSms = {
  CallerArn,
  ExternalId: "people",
  OriginationIdentity: "+12025550199",
  ConfigurationSetName: "codes",
  InEntityId: "1001",
  InTemplateId: "1002",
};

test("a pool sends its codes through End User Messaging, and describes it", async () => {
  const app = await startMfaApp("OFF");
  const SmsConfiguration = { EumsSms: { ...EumsSms, Region: "us-east-1" } };
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: { SmsConfiguration },
    }),
  );
  const UserPoolId = app.poolId;
  const { UserPool } = await app.server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool?.SmsConfiguration).toEqual(SmsConfiguration);
  const factors = await app.server.admin.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  expect(factors.SmsMfaConfiguration).toEqual({ SmsConfiguration });

  await givePhone(app);
  await prefer(app, { SMSMfaSettings: on });
  const challenge = await passwordSignIn(app, ADA);
  expect(challenge.ChallengeName).toBe("SMS_MFA");
  expect(app.server.outbox.at(-1)).toMatchObject({ channel: "sms", to: PHONE });
  const SMS_MFA_CODE = lastCode(app, PHONE);
  expect((await respond(app, challenge, "SMS_MFA", { SMS_MFA_CODE })).AuthenticationResult).toBeDefined();
});

const ambiguous =
  "InvalidParameterException: SmsConfiguration must contain either SnsCallerArn or EumsSms, but not both.";

test.each<[string, SmsConfigurationType, string]>([
  ["both", { SnsCallerArn: CallerArn, EumsSms }, ambiguous],
  ["neither", { ExternalId: "people" }, ambiguous],
  ["an empty role", { SnsCallerArn: "" }, ambiguous],
  [
    "another Region",
    { EumsSms: { ...EumsSms, Region: "eu-west-1" } },
    "InvalidParameterException: EumsSms Region must be the Region of the user pool: us-east-1.",
  ],
])("a configuration with %s is refused, wherever it is set", async (_name, SmsConfiguration, message) => {
  const { server, poolId: UserPoolId } = await startCognitoApp();
  const { admin } = server;
  const attempts = [
    admin.send(new CreateUserPoolCommand({ PoolName: "people", SmsConfiguration })),
    admin.send(new UpdateUserPoolCommand({ UserPoolId, SmsConfiguration })),
    admin.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "OPTIONAL",
        SmsMfaConfiguration: { SmsConfiguration },
      }),
    ),
  ];
  expect(await Promise.all(attempts.map(refusal))).toEqual([message, message, message]);
});

test("a template's pool can have it", async () => {
  const cloud = closeAtEnd(await startTestCloud());
  const Pool = {
    Type: "AWS::Cognito::UserPool",
    Properties: { UserPoolName: "main", SmsConfiguration: { EumsSms } },
  };
  const stack = await cloud.provision(
    { Resources: { Pool } },
    { stackName: "auth-local", apiUrl: "http://localhost:3000" },
  );
  expect(stack.warnings).toEqual([]);
  const UserPoolId = String(stack.evaluate({ Ref: "Pool" }, "here"));
  const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
  expect(UserPool?.SmsConfiguration).toEqual({ EumsSms });
});
