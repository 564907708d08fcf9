import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

const functionIn = (region: string, name = "trigger") =>
  `arn:aws:lambda:${region}:000000000000:function:${name}`;
const identityIn = (region: string) => `arn:aws:ses:${region}:000000000000:identity/example.com`;

describe("CreateUserPool", () => {
  test("fills in AWS's defaults", async () => {
    const { UserPool } = await server.admin.send(new CreateUserPoolCommand({ PoolName: "plain" }));
    expect(UserPool).toMatchObject({
      Id: expect.stringMatching(/^us-east-1_[0-9A-Za-z]{9}$/),
      Name: "plain",
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool?.Id}`,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      DeletionProtection: "INACTIVE",
      MfaConfiguration: "OFF",
      EstimatedNumberOfUsers: 0,
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      UserPoolTier: "ESSENTIALS",
      CreationDate: new Date(server.clock.now()),
      LastModifiedDate: new Date(server.clock.now()),
    });
    expect(UserPool?.SchemaAttributes).toHaveLength(20);
    expect(UserPool).not.toHaveProperty("mfa");
  });

  test("a password policy is returned with all its settings", async () => {
    const { UserPool } = await server.admin.send(
      new CreateUserPoolCommand({ PoolName: "p", Policies: { PasswordPolicy: { MinimumLength: 12 } } }),
    );
    expect(UserPool?.Policies?.PasswordPolicy).toEqual({
      MinimumLength: 12,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
  });

  test("the names of the authentication levels are returned with the default names of the others", async () => {
    const named = { Level3: { AcrValue: "urn:my-standard:loa:3" } };
    const { UserPool } = await server.admin.send(
      new CreateUserPoolCommand({ PoolName: "named", AcrConfiguration: named }),
    );
    const effective = {
      Level1: { AcrValue: "urn:cognito:loa:1" },
      Level2: { AcrValue: "urn:cognito:loa:2" },
      ...named,
      Level4: { AcrValue: "urn:cognito:loa:4" },
    };
    expect(UserPool?.AcrConfiguration).toEqual(effective);
    // What was described can be sent back, in any plan if no name is the pool's own.
    const UserPoolId = UserPool?.Id ?? "";
    await server.admin.send(new UpdateUserPoolCommand({ UserPoolId, AcrConfiguration: effective }));
    const lite = { UserPoolId, UserPoolTier: "LITE" as const };
    expect(
      await refusal(server.admin.send(new UpdateUserPoolCommand({ ...lite, AcrConfiguration: effective }))),
    ).toBe(
      "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Custom ACR Level Names",
    );
    await server.admin.send(new UpdateUserPoolCommand(lite));
    const described = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    const defaults = described.UserPool?.AcrConfiguration ?? {};
    expect(defaults.Level3).toEqual({ AcrValue: "urn:cognito:loa:3" });
    await server.admin.send(new UpdateUserPoolCommand({ ...lite, AcrConfiguration: defaults }));
  });

  test("the legacy message parameters and the template have the same values", async () => {
    const { UserPool } = await server.admin.send(
      new CreateUserPoolCommand({
        PoolName: "p",
        EmailVerificationMessage: "Code {####}",
        EmailVerificationSubject: "Hi",
      }),
    );
    expect(UserPool?.VerificationMessageTemplate).toEqual({
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      EmailMessage: "Code {####}",
      EmailSubject: "Hi",
    });
  });

  const refused: readonly (readonly [string, Partial<CreateUserPoolCommandInput>, string])[] = [
    [
      "aliases together with username attributes",
      { AliasAttributes: ["email"], UsernameAttributes: ["email"] },
      "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
    ],
    [
      "first factors without the password",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP"] } } },
      "Password should be configured as one of the allowed first auth factors.",
    ],
    [
      "an authenticator app as first factor",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"] } } },
      "SOFTWARE_TOKEN is not supported as one of the allowed first auth factors.",
    ],
    [
      "one name for two levels",
      { AcrConfiguration: { Level2: { AcrValue: "gold" }, Level3: { AcrValue: "gold" } } },
      "AcrConfiguration has the AcrValue gold for more than one level.",
    ],
    [
      "the default name of another level",
      { AcrConfiguration: { Level1: { AcrValue: "urn:cognito:loa:4" } } },
      "AcrConfiguration has the AcrValue urn:cognito:loa:4 for more than one level.",
    ],
    [
      "two lifetimes for a temporary password",
      {
        AdminCreateUserConfig: { UnusedAccountValidityDays: 3 },
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
      },
      "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
    ],
    [
      "phone verification without SMS",
      { AutoVerifiedAttributes: ["phone_number"] },
      "SMS configuration is required when phone_number is selected for auto verification",
    ],
    [
      "MFA without SMS",
      { MfaConfiguration: "ON" },
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    ],
    [
      "a required custom attribute",
      { Schema: [{ Name: "tenant", AttributeDataType: "String", Required: true }] },
      "Required custom attributes are not supported currently.",
    ],
    [
      "verification before an update of an attribute that is not auto-verified",
      {
        AutoVerifiedAttributes: ["email"],
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: ["email", "phone_number"],
        },
      },
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    ],
    ...(
      [
        [
          { Name: "verified_email", Priority: 1 },
          { Name: "verified_phone_number", Priority: 1 },
        ],
        [
          { Name: "verified_email", Priority: 1 },
          { Name: "verified_email", Priority: 2 },
        ],
      ] as const
    ).map(([one, other]): (typeof refused)[number] => [
      `recovery by ${one.Name} ${one.Priority} and ${other.Name} ${other.Priority}`,
      { AccountRecoverySetting: { RecoveryMechanisms: [one, other] } },
      "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
    ]),
    [
      "recovery by administrators and by e-mail",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: "admin_only", Priority: 1 },
            { Name: "verified_email", Priority: 2 },
          ],
        },
      },
      "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
    ],
    ...(["CustomEmailSender", "CustomSMSSender"] as const).map((sender): (typeof refused)[number] => [
      `${sender} without a key`,
      { LambdaConfig: { [sender]: { LambdaArn: functionIn("us-east-1"), LambdaVersion: "V1_0" } } },
      "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.",
    ]),
    [
      "two functions that customize tokens",
      {
        LambdaConfig: {
          PreTokenGeneration: functionIn("us-east-1"),
          PreTokenGenerationConfig: { LambdaArn: functionIn("us-east-1", "other"), LambdaVersion: "V2_0" },
        },
      },
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    ],
    ...(
      [
        { PreSignUp: functionIn("eu-west-1") },
        { PostConfirmation: functionIn("us-east-2") },
        { PreTokenGenerationConfig: { LambdaArn: functionIn("eu-west-1"), LambdaVersion: "V2_0" } },
        {
          CustomEmailSender: { LambdaArn: functionIn("eu-west-1"), LambdaVersion: "V1_0" },
          KMSKeyID: "arn:aws:kms:us-east-1:000000000000:key/1",
        },
      ] as const
    ).map((LambdaConfig): (typeof refused)[number] => [
      `a function of another region: ${Object.keys(LambdaConfig)[0]}`,
      { LambdaConfig },
      "Cross-region lambda functions are not supported",
    ]),
    [
      "SES without an identity",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } },
      "Source ARN is required to use DEVELOPER email sending owner",
    ],
    [
      "an SES identity in a region that is not allowed",
      { EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: identityIn("eu-central-1") } },
      "Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
    ],
    ...[
      "nobody",
      "No Body",
      "No Body <nobody>",
      "<a@example.com",
      "a@example.com, b@example.com",
      "@",
      "a b@c.d",
    ].map((From): (typeof refused)[number] => [
      `the sender ${From}`,
      { EmailConfiguration: { From } },
      "Provided From email address is invalid",
    ]),
  ];
  test.each(refused)("refuses %s", async (_, settings, message) => {
    await expect(
      server.admin.send(new CreateUserPoolCommand({ PoolName: "p", ...settings })),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message,
    });
  });
});

describe("CreateUserPool accepts", () => {
  test.each<[string, Partial<CreateUserPoolCommandInput>]>([
    ...["auth@example.com", "Auth <auth@example.com>", '"Auth, Inc." <auth@example.com>'].map(
      (From): [string, Partial<CreateUserPoolCommandInput>] => [From, { EmailConfiguration: { From } }],
    ),
    ...["eu-west-1", "us-east-1", "us-west-2"].map(
      (region): [string, Partial<CreateUserPoolCommandInput>] => [
        `SES in ${region}`,
        { EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: identityIn(region) } },
      ],
    ),
    [
      "the same function in both parameters",
      {
        LambdaConfig: {
          PreTokenGeneration: functionIn("us-east-1"),
          PreTokenGenerationConfig: { LambdaArn: functionIn("us-east-1"), LambdaVersion: "V2_0" },
        },
      },
    ],
    [
      "recovery by administrators only",
      { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] } },
    ],
    [
      "the first version of tokens in the LITE tier",
      {
        UserPoolTier: "LITE",
        LambdaConfig: {
          PreTokenGenerationConfig: { LambdaArn: functionIn("us-east-1"), LambdaVersion: "V1_0" },
        },
      },
    ],
  ])("%s", async (_, settings) => {
    const { UserPool } = await server.admin.send(new CreateUserPoolCommand({ PoolName: "p", ...settings }));
    expect(UserPool).toMatchObject(settings);
  });

  test.each(["V2_0", "V3_0"] as const)("tokens of %s only in higher tiers", async (LambdaVersion) => {
    const settings = {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: functionIn("us-east-1"), LambdaVersion } },
    };
    const refused = {
      name: "FeatureUnavailableInTierException",
      message: `The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda ${LambdaVersion}`,
    };
    const create = (UserPoolTier: "LITE" | "ESSENTIALS") =>
      server.admin.send(new CreateUserPoolCommand({ PoolName: "p", UserPoolTier, ...settings }));
    await expect(create("LITE")).rejects.toMatchObject(refused);
    const { UserPool } = await create("ESSENTIALS");
    const update = new UpdateUserPoolCommand({ UserPoolId: UserPool?.Id, UserPoolTier: "LITE", ...settings });
    await expect(server.admin.send(update)).rejects.toMatchObject(refused);
  });
});
