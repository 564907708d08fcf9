/** Requests to the cloud of the fuzz that together show every member that the local cloud can answer. */
import type { CognitoService } from "../../../local/cognito/cognito-service.ts";
import { authenticatorOf } from "../clients/authenticator-app.ts";
import { ROLE } from "../fuzz/cognito/cloud-under-fuzz.ts";
import type { KnownValues } from "../fuzz/cognito/population.ts";

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

const PASSWORD = "Another-Horse-8";

type Call = CognitoService["call"];

/** @param known of the population: the ids of what is there */
export async function tourOutputs(call: Call, known: KnownValues): Promise<void> {
  const first = (name: string) => String(known[name]?.[0]);
  const UserPoolId = first("UserPoolId");
  const ClientId = first("ClientId");
  const ada = { UserPoolId, Username: "ada" };
  const mia = { UserPoolId, Username: "mia" };
  const [adaToken, miaToken] = known.AccessToken as readonly string[];
  const AccessToken = String(adaToken);
  const ofMia = { AccessToken: String(miaToken) };
  const page = { UserPoolId, Limit: 1 };

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

  await call("AdminGetUser", mia);
  await call("AdminGetUserAuthFactors", mia);
  await call("GetUser", ofMia);
  await call("GetUserAuthFactors", ofMia);
  await call("AdminUpdateUserAttributes", {
    ...ada,
    UserAttributes: [{ Name: "phone_number", Value: "+12025550100" }],
  });
  await call("AdminListDevices", { ...ada, Limit: 1 });
  await call("AdminListUserSessions", ada);
  await call("GetUserPoolSessionConfiguration", { UserPoolId });
  await call("GetUserPoolClientSessionConfiguration", { UserPoolId, ClientId });
  const DeviceKey = first("DeviceKey");
  await call("AdminGetDevice", { ...ada, DeviceKey });
  await call("GetDevice", { AccessToken, DeviceKey });
  await call("ListDevices", { AccessToken, Limit: 1 });
  await call("ListWebAuthnCredentials", { AccessToken });
  await call("AdminListUserAuthEvents", { ...ada, MaxResults: 1 });
  const EventId = first("EventId");
  await call("AdminUpdateAuthEventFeedback", { ...ada, EventId, FeedbackValue: "Valid" });
  const ContextData = {
    ...{ IpAddress: "192.0.2.1", ServerName: "example.com", ServerPath: "/", EncodedData: "data" },
    HttpHeaders: [{ headerName: "User-Agent", headerValue: "a browser" }],
  };
  const signInAsAda = { AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ContextData } as const;
  const { AuthenticationResult: newDevice } = await call("AdminInitiateAuth", {
    ...{ UserPoolId, ClientId, ...signInAsAda },
    AuthParameters: { USERNAME: "ada", PASSWORD: first("PASSWORD") },
  });
  await call("AdminListUserAuthEvents", ada);
  await call("ConfirmDevice", {
    AccessToken: String(newDevice?.AccessToken),
    DeviceKey: String(newDevice?.NewDeviceMetadata?.DeviceKey),
    DeviceSecretVerifierConfig: known.DeviceSecretVerifierConfig?.[0] as object,
  });
  await call("AdminListDevices", { ...ada, Limit: 1 });
  await call("ListDevices", { AccessToken, Limit: 1 });
  await call("CompleteWebAuthnRegistration", { AccessToken, Credential: known.Credential?.[0] as never });
  await call("ListWebAuthnCredentials", { AccessToken, MaxResults: 1 });
  await call("UpdateUserAttributes", {
    AccessToken,
    UserAttributes: [{ Name: "email", Value: "countess@example.com" }],
  });
  await call("ResendConfirmationCode", { ClientId, Username: "bob" });

  const server = { UserPoolId, ClientId };
  const withPassword = { AuthFlow: "ADMIN_USER_PASSWORD_AUTH" } as const;
  const signIn = (USERNAME: string) =>
    call("AdminInitiateAuth", {
      ...server,
      ...withPassword,
      AuthParameters: { USERNAME, PASSWORD: first("PASSWORD") },
    });
  await signIn("ada");
  const challenge = await signIn("eve");
  const { ChallengeName, Session } = challenge;
  await call("AdminRespondToAuthChallenge", {
    ...server,
    ChallengeName: String(ChallengeName) as "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses: { USERNAME: "eve", NEW_PASSWORD: PASSWORD },
  });
  const choice = { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "ada" } } as const;
  const offered = await call("AdminInitiateAuth", { ...server, ...choice });
  const answer = { USERNAME: "ada", ANSWER: "EMAIL_OTP" };
  await call("AdminRespondToAuthChallenge", {
    ...server,
    ChallengeName: "SELECT_CHALLENGE",
    Session: offered.Session,
    ChallengeResponses: answer,
  });
  const again = await call("InitiateAuth", { ClientId, ...choice });
  await call("RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "SELECT_CHALLENGE",
    Session: again.Session,
    ChallengeResponses: answer,
  });
  const once = await call("InitiateAuth", { ClientId, ...choice });
  await call("RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "SELECT_CHALLENGE",
    Session: once.Session,
    ChallengeResponses: { USERNAME: "ada", ANSWER: "PASSWORD", PASSWORD: first("PASSWORD") },
  });
  const rotating = await call("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "rotating",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED" },
  });
  const rotated = { ClientId: String(rotating.UserPoolClient?.ClientId) };
  const { AuthenticationResult: tokens } = await call("InitiateAuth", {
    ...rotated,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "ada", PASSWORD: first("PASSWORD") },
  });
  await call("GetTokensFromRefreshToken", {
    ...rotated,
    RefreshToken: String(tokens?.RefreshToken),
    DeviceKey: tokens?.NewDeviceMetadata?.DeviceKey,
  });

  await call("UpdateGroup", { UserPoolId, GroupName: "readers", Description: "They read." });
  await call("GetGroup", { UserPoolId, GroupName: "readers" });
  await call("CreateGroup", { UserPoolId, GroupName: "writers" });
  await call("AdminAddUserToGroup", { ...ada, GroupName: "writers" });
  await call("AdminAddUserToGroup", { ...mia, GroupName: "readers" });
  await call("ListGroups", page);
  await call("AdminListGroupsForUser", { ...ada, Limit: 1 });
  await call("ListUsersInGroup", { ...page, GroupName: "readers" });

  await call("CreateResourceServer", { UserPoolId, Identifier: "files", Name: "Files" });
  await call("DescribeResourceServer", { UserPoolId, Identifier: "api" });
  await call("UpdateResourceServer", { UserPoolId, Identifier: "api", Name: "API" });
  await call("ListResourceServers", { UserPoolId, MaxResults: 1 });

  const Acme = { UserPoolId, ProviderName: "Acme" };
  const { IdentityProvider } = await call("DescribeIdentityProvider", Acme);
  const { ProviderType, ProviderDetails } = IdentityProvider ?? {};
  const Bolt = { UserPoolId, ProviderName: "Bolt" };
  await call("CreateIdentityProvider", { ...Bolt, ProviderType, ProviderDetails } as never);
  await call("UpdateIdentityProvider", {
    ...Acme,
    IdpIdentifiers: ["acme.example"],
    AcrMapping: { Level3: "mfa" },
  });
  await call("GetIdentityProviderByIdentifier", { UserPoolId, IdpIdentifier: "acme.example" });
  await call("ListIdentityProviders", { UserPoolId, MaxResults: 1 });

  await call("UpdateUserPoolClient", { UserPoolId, ClientId, ClientName: "spa" });
  await call("DescribeUserPoolClient", { UserPoolId, ClientId });
  await call("ListUserPoolClients", { UserPoolId, MaxResults: 1 });
  await call("ListUserPoolClientSecrets", { UserPoolId, ClientId: String(known.ClientId?.[1]) });

  const TermsId = first("TermsId");
  await call("UpdateTerms", { UserPoolId, TermsId, TermsName: "privacy-policy" });
  await call("DescribeTerms", { UserPoolId, TermsId });
  await call("DescribeTermsByClient", { UserPoolId, ClientId, TermsName: "privacy-policy" });
  const { Terms } = await call("DescribeTerms", { UserPoolId, TermsId });
  const { TermsSource, Enforcement, Links } = Terms ?? {};
  const imprint = { TermsName: "terms-of-use", TermsSource, Enforcement, Links };
  await call("CreateTerms", { UserPoolId, ClientId, ...imprint } as never);
  await call("ListTerms", { UserPoolId, MaxResults: 1 });

  const branding = { UserPoolId, ManagedLoginBrandingId: first("ManagedLoginBrandingId") };
  const Bytes = Buffer.from(first("Bytes"), "base64");
  const image = { Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes } as const;
  const Assets = [
    image,
    { Category: "FAVICON_ICO", ColorMode: "LIGHT", Extension: "ICO", ResourceId: "favicon" } as const,
  ];
  await call("UpdateManagedLoginBranding", {
    ...branding,
    UseCognitoProvidedValues: false,
    Settings: { components: {} },
    Assets,
  });
  await call("DescribeManagedLoginBranding", branding);
  await call("DescribeManagedLoginBrandingByClient", { UserPoolId, ClientId });
  const look = { CSS: first("CSS"), ImageFile: Bytes };
  await call("SetUICustomization", { UserPoolId, ClientId, ...look });
  await call("GetUICustomization", { UserPoolId, ClientId });
}

/** What a pool tells of risks, logs and imports. */
export async function tourServices(call: Call, known: KnownValues): Promise<void> {
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

/** What only users of text messages, and those who must set up a factor, are told. */
export async function tourFactors(call: Call, now: () => number): Promise<void> {
  const newUser = async (PoolName: string) => {
    const { UserPool } = await call("CreateUserPool", {
      PoolName,
      SmsConfiguration: { SnsCallerArn: ROLE },
    });
    const UserPoolId = String(UserPool?.Id);
    const { UserPoolClient } = await call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "spa",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    const user = { UserPoolId, Username: "lin" };
    const UserAttributes = [{ Name: "phone_number", Value: "+12025550100" }];
    await call("AdminCreateUser", { ...user, MessageAction: "SUPPRESS", UserAttributes });
    await call("AdminSetUserPassword", { ...user, Password: PASSWORD, Permanent: true });
    const signIn = () =>
      call("InitiateAuth", {
        ClientId: String(UserPoolClient?.ClientId),
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "lin", PASSWORD },
      });
    return { user, signIn };
  };

  const texted = await newUser("texted");
  const { AuthenticationResult } = await texted.signIn();
  const MFAOptions = [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const];
  await call("AdminSetUserSettings", { ...texted.user, MFAOptions });
  await call("AdminGetUser", texted.user);
  await call("GetUser", { AccessToken: String(AuthenticationResult?.AccessToken) });

  const required = await newUser("required");
  const { UserPoolId } = required.user;
  await call("AdminDeleteUserAttributes", { ...required.user, UserAttributeNames: ["phone_number"] });
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await call("SetUserPoolMfaConfig", { UserPoolId, MfaConfiguration: "ON", SoftwareTokenMfaConfiguration });
  const { Session } = await required.signIn();
  const associated = await call("AssociateSoftwareToken", { Session });
  const UserCode = authenticatorOf(String(associated.SecretCode), now).code();
  await call("VerifySoftwareToken", { Session: associated.Session, UserCode });
}
