import { ROLE } from "../../fuzz/cognito/cloud-under-fuzz.ts";
import { firstOf, type Tour } from "./tour.ts";

const functionNamed = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const LambdaArn = functionNamed("versioned");
const TEXT = "Your code is {####}";
const SUBJECT = "Your code";

/** A pool's settings, all of them. */
const EVERYTHING = {
  PoolName: "everything",
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email", "phone_number"],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
  SmsConfiguration: { SnsCallerArn: ROLE, ExternalId: "people", SnsRegion: "us-east-1" },
  SmsAuthenticationMessage: TEXT,
  EmailConfiguration: {
    EmailSendingAccount: "DEVELOPER",
    SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
    From: "people@example.com",
    ReplyToEmailAddress: "help@example.com",
    ConfigurationSet: "mails",
  },
  VerificationMessageTemplate: {
    EmailMessage: TEXT,
    EmailSubject: SUBJECT,
    SmsMessage: TEXT,
    EmailMessageByLink: "Confirm {##here##}",
    EmailSubjectByLink: SUBJECT,
  },
  AdminCreateUserConfig: {
    InviteMessageTemplate: {
      EmailMessage: "{username} {####}",
      EmailSubject: SUBJECT,
      SMSMessage: "{username} {####}",
    },
  },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
  IssuerConfiguration: { Type: "UPDATED" },
  KeyConfiguration: {
    KeyType: "CUSTOMER_MANAGED_KEY",
    KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/mrk-2",
  },
  Policies: { PasswordPolicy: { PasswordHistorySize: 3 } },
  UserPoolAddOns: {
    AdvancedSecurityMode: "AUDIT",
    AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" },
  },
  UserPoolTier: "PLUS",
  LambdaConfig: {
    ...Object.fromEntries(
      [
        ...["PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication"],
        ...["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "UserMigration"],
      ].map((name) => [name, functionNamed(name)]),
    ),
    PreTokenGeneration: LambdaArn,
    PreTokenGenerationConfig: { LambdaArn, LambdaVersion: "V2_0" },
    CustomEmailSender: { LambdaArn, LambdaVersion: "V1_0" },
    CustomSMSSender: { LambdaArn, LambdaVersion: "V1_0" },
    InboundFederation: { LambdaArn, LambdaVersion: "V1_0" },
    KMSKeyID: "arn:aws:kms:us-east-1:000000000000:key/codes",
  },
} as const;

/** What a pool tells of its settings and domains. */
export async function tourPools({ call, known }: Tour): Promise<void> {
  const first = firstOf(known);

  const everything = { UserPoolId: String((await call("CreateUserPool", EVERYTHING as never)).UserPool?.Id) };
  await call("DescribeUserPool", everything);
  const EumsSms = {
    CallerArn: ROLE,
    ExternalId: "people",
    OriginationIdentity: "+12025550199",
    ConfigurationSetName: "codes",
    InEntityId: "1001",
    InTemplateId: "1002",
    Region: "us-east-1",
  };
  await call("SetUserPoolMfaConfig", {
    ...everything,
    MfaConfiguration: "OPTIONAL",
    SmsMfaConfiguration: { SmsConfiguration: { EumsSms }, SmsAuthenticationMessage: TEXT },
    EmailMfaConfiguration: { Message: TEXT, Subject: SUBJECT },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: {
      RelyingPartyId: "localhost",
      UserVerification: "required",
      FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
    },
  });
  await call("GetUserPoolMfaConfig", everything);
  await call("ListUserPools", { MaxResults: 60 });
  await call("ListUserPools", { MaxResults: 1 });
  await call("ListTagsForResource", { ResourceArn: first("ResourceArn") });

  const Domain = "auth.people.example";
  const CustomDomainConfig = {
    CertificateArn: first("CertificateArn"),
    SecurityPolicy: "TLS_V1_2_2021",
  } as const;
  const copied = String(
    (await call("ListUserPools", { MaxResults: 60 })).UserPools?.find(({ Name }) => Name === "copied")?.Id,
  );
  const Routing = { Failover: { SecondaryRegion: "eu-west-1", PrimaryRoute53HealthCheckId: "check" } };
  await call("CreateUserPoolDomain", { UserPoolId: copied, Domain, CustomDomainConfig, Routing });
  await call("CreateUserPoolDomain", { UserPoolId: copied, Domain: "copied" });
  await call("UpdateUserPoolDomain", { UserPoolId: copied, Domain, CustomDomainConfig, Routing });
  await call("DescribeUserPoolDomain", { Domain });
  await call("DescribeUserPool", { UserPoolId: copied });
  await call("UpdateUserPoolDomain", { UserPoolId: copied, Domain, Routing: {} });
  await call("DeleteUserPoolReplica", { UserPoolId: copied, RegionName: "eu-west-1" });
}

/** What a pool tells of risks, logs and imports. */
export async function tourServices({ call, known }: Tour): Promise<void> {
  const UserPoolId = String(known.UserPoolId?.[0]);
  await call("SetRiskConfiguration", {
    UserPoolId,
    RiskExceptionConfiguration: { BlockedIPRangeList: ["10.0.0.0/8"], SkippedIPRangeList: ["10.0.0.1/32"] },
    CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN"], Actions: { EventAction: "BLOCK" } },
    AccountTakeoverRiskConfiguration: {
      Actions: Object.fromEntries(
        ["LowAction", "MediumAction", "HighAction"].map((name) => [
          name,
          { Notify: true, EventAction: "NO_ACTION" } as const,
        ]),
      ),
      NotifyConfiguration: {
        From: "people@example.com",
        ReplyTo: "help@example.com",
        SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
        ...Object.fromEntries(
          ["BlockEmail", "NoActionEmail", "MfaEmail"].map((name) => [
            name,
            { Subject: "A sign-in", HtmlBody: "<p>A sign-in", TextBody: "A sign-in" },
          ]),
        ),
      },
    },
  });
  await call("DescribeRiskConfiguration", { UserPoolId });

  const { UserPools = [] } = await call("ListUserPools", { MaxResults: 60 });
  const withLogs = { UserPoolId: String(UserPools.find(({ Name }) => Name === "everything")?.Id) };
  const failures = { EventSource: "userNotification", LogLevel: "ERROR" } as const;
  const events = { EventSource: "userAuthEvents", LogLevel: "INFO" } as const;
  const LogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:/auth";
  await call("SetLogDeliveryConfiguration", {
    ...withLogs,
    LogConfigurations: [
      { ...failures, CloudWatchLogsConfiguration: { LogGroupArn } },
      { ...events, S3Configuration: { BucketArn: "arn:aws:s3:::logs" } },
    ],
  });
  await call("GetLogDeliveryConfiguration", withLogs);
  const StreamArn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/logs";
  await call("SetLogDeliveryConfiguration", {
    ...withLogs,
    LogConfigurations: [{ ...events, FirehoseConfiguration: { StreamArn } }],
  });

  await call("GetCSVHeader", { UserPoolId });
  const job = { UserPoolId, JobId: String(known.JobId?.[0]) };
  await call("CreateUserImportJob", {
    UserPoolId,
    JobName: "later",
    CloudWatchLogsRoleArn: ROLE,
    PasswordHashingAlgorithm: "BCRYPT",
  });
  await call("ListUserImportJobs", { UserPoolId, MaxResults: 1 });
  await call("StartUserImportJob", job);
  let status: string | undefined;
  do {
    status = (await call("DescribeUserImportJob", job)).UserImportJob?.Status;
  } while (status === "Pending" || status === "InProgress");
}
