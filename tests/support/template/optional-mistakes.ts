import { leastPrivilegeFindings } from "./access-findings.ts";
import { cognitoModelFindings } from "./cognito-model-findings.ts";
import { cognitoRuleFindings } from "./cognito-rule-findings.ts";
import { consoleFindings } from "./console-findings.ts";
import { apiAddressFindings, defaultEndpointFindings } from "./gateway-findings.ts";
import { halfOnFindings } from "./half-on-findings.ts";
import { identityPoolFindings } from "./identity-pool-findings.ts";
import { limitFindings } from "./limit-findings.ts";
import { identityProviderFindings, loginConfigFindings, loginFindings } from "./login-findings.ts";
import { add, type Mistake, remove, set } from "./mistake.ts";
import { monitoringFindings } from "./monitoring-findings.ts";
import { parameterFindings } from "./parameter-findings.ts";
import { danglingReferenceFindings } from "./reference-findings.ts";
import { bucketFindings, retentionFindings } from "./storage-findings.ts";

const distribution = (path: string, value: unknown) =>
  set("ConsoleDistribution", `DistributionConfig.${path}`, value);

const pool = (path: string, value: unknown) => set("CognitoUserPoolMain", path, value);

/** Mistakes in what is optional, made in a template with everything on. */
export const optionalMistakes: Mistake[] = [
  {
    mistake: "codes by e-mail from Cognito's own sender",
    check: cognitoRuleFindings,
    make: pool("EmailConfiguration", { EmailSendingAccount: "COGNITO_DEFAULT" }),
    finding: "EMAIL_OTP as MFA needs a sender of one's own",
  },
  {
    mistake: "a sender for functions, and none for the pool",
    check: halfOnFindings,
    make: pool("EmailConfiguration", { EmailSendingAccount: "COGNITO_DEFAULT" }),
    finding: "AuthLambdaFunction: MAIL_FROM is set, and the pool can't send",
  },
  {
    mistake: "countries for text messages, and nothing that sends them",
    check: halfOnFindings,
    make: pool("SmsConfiguration", undefined),
    finding: "AccountLambdaFunction: SMS_COUNTRIES is set, and the pool can't send",
  },
  {
    mistake: "codes by e-mail, and no way back in but e-mail",
    check: cognitoRuleFindings,
    make: pool("AccountRecoverySetting", { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] }),
    finding: "EMAIL_OTP as MFA and recovery by e-mail alone exclude each other",
  },
  {
    mistake: "a message without its code",
    check: cognitoRuleFindings,
    make: pool("EmailAuthenticationMessage", "Here is your code."),
    finding: "EMAIL_OTP as MFA needs its message",
  },
  {
    mistake: "a console over plain HTTP",
    check: consoleFindings,
    make: distribution("DefaultCacheBehavior.ViewerProtocolPolicy", "allow-all"),
    finding: "ConsoleDistribution: takes plain HTTP",
  },
  {
    mistake: "a redirect of what held a token",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.ViewerProtocolPolicy", "redirect-to-https"),
    finding: "ConsoleDistribution: redirects requests that hold a token",
  },
  {
    mistake: "answers of the API that CloudFront keeps",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
    finding: "ConsoleDistribution: keeps answers of the API",
  },
  {
    mistake: "the viewer's Host for the API",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3"),
    finding: "ConsoleDistribution: sends the API another host's name",
  },
  {
    mistake: "viewers without an address",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.FunctionAssociations", []),
    finding: "ConsoleDistribution: does not tell the API the viewer's address",
  },
  {
    mistake: "a console without security headers",
    check: consoleFindings,
    make: distribution("DefaultCacheBehavior.ResponseHeadersPolicyId", undefined),
    finding: "ConsoleDistribution: sends no security headers",
  },
  {
    mistake: "TLS 1.0 on the console's domain",
    check: consoleFindings,
    make: distribution("ViewerCertificate.MinimumProtocolVersion", "TLSv1"),
    finding: "ConsoleDistribution: takes old versions of TLS",
  },
  {
    mistake: "an API that is reached in clear text",
    check: consoleFindings,
    make: distribution("Origins.1.CustomOriginConfig.OriginProtocolPolicy", "http-only"),
    finding: "ConsoleDistribution: reaches the API over plain HTTP",
  },
  {
    mistake: "a bucket that anyone reads",
    check: consoleFindings,
    make: distribution("Origins.0.OriginAccessControlId", undefined),
    finding: "ConsoleDistribution: reads the bucket as anyone",
  },
  {
    mistake: "the distribution's secret in the template",
    check: consoleFindings,
    make: distribution("Origins.1.OriginCustomHeaders.0.HeaderValue", "hunter2"),
    finding: "ConsoleDistribution: has the secret in the template",
  },
  {
    mistake: "inline scripts in the console",
    check: consoleFindings,
    make: set(
      "ConsoleHeaders",
      "ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy",
      "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'",
    ),
    finding: "ConsoleHeaders: allows scripts or hosts that nobody named",
  },
  {
    mistake: "every distribution may read the console's bucket",
    check: bucketFindings,
    make: set("ConsoleBucketPolicy", "PolicyDocument.Statement.0.Condition", undefined),
    finding: "ConsoleBucket: a policy lets others in",
  },
  {
    mistake: "a way around the API's domain",
    check: defaultEndpointFindings,
    make: set("HttpApi", "DisableExecuteApiEndpoint", false),
    finding: "HttpApi: execute-api leads around the domain",
  },
  {
    mistake: "links to an address that is shut",
    check: apiAddressFindings,
    make: set("CustomMessageLambdaFunction", "Environment.Variables.API_URL", {
      "Fn::GetAtt": ["HttpApi", "ApiEndpoint"],
    }),
    finding: "CustomMessageLambdaFunction: not the API's domain",
  },
  {
    mistake: "MFA without factors",
    check: cognitoRuleFindings,
    make: pool("EnabledMfas", []),
    finding: "MFA other than OFF needs EnabledMfas",
  },
  {
    mistake: "a factor that does not exist",
    check: cognitoRuleFindings,
    make: pool("EnabledMfas", ["TOTP"]),
    finding: "EnabledMfas are SOFTWARE_TOKEN_MFA, SMS_MFA and EMAIL_OTP",
  },
  {
    mistake: "user verification that does not exist",
    check: cognitoRuleFindings,
    make: pool("WebAuthnUserVerification", "discouraged"),
    finding: "passkeys ask for user verification in a way that exists",
  },
  {
    mistake: "text messages without a role to send them",
    check: cognitoRuleFindings,
    make: pool("SmsConfiguration", undefined),
    finding: "SMS_MFA needs SmsConfiguration",
  },
  {
    mistake: "text messages without an external id",
    check: cognitoRuleFindings,
    make: pool("SmsConfiguration.ExternalId", undefined),
    finding: "text messages need a role with an external id",
  },
  {
    mistake: "passkeys bound to no domain",
    check: cognitoRuleFindings,
    make: pool("WebAuthnRelyingPartyID", undefined),
    finding: "passkeys as first factor and a relying party go together",
  },
  {
    mistake: "passkeys that lock out whoever has a second factor",
    check: cognitoRuleFindings,
    make: pool("WebAuthnFactorConfiguration", "SINGLE_FACTOR"),
    finding: "do not lock out whoever has a second factor",
  },
  {
    mistake: "passkeys without a password to fall back on",
    check: cognitoRuleFindings,
    make: pool("Policies.SignInPolicy.AllowedFirstAuthFactors", ["WEB_AUTHN"]),
    finding: "AllowedFirstAuthFactors holds PASSWORD",
  },
  {
    mistake: "a first factor that does not exist",
    check: cognitoModelFindings,
    make: pool("Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "FACE"]),
    finding: "AllowedFirstAuthFactors[1]: FACE is none of",
  },
  {
    mistake: "threat protection in a tier without it",
    check: cognitoRuleFindings,
    make: pool("UserPoolTier", "ESSENTIALS"),
    finding: "threat protection is the tier PLUS",
  },
  {
    mistake: "an address that replaces the proved one at once",
    check: cognitoRuleFindings,
    make: pool("UserAttributeUpdateSettings", undefined),
    finding: "an address is verified before it replaces the old one",
  },
  {
    mistake: "a scope of the API that every user would get",
    check: cognitoRuleFindings,
    make: set("SpaClient", "AllowedOAuthScopes", ["openid", "api/users.write"]),
    finding: "SpaClient: no client of users asks for a scope of the API",
  },
  {
    mistake: "a scope that nobody knows",
    check: cognitoRuleFindings,
    make: set("MachineClient", "AllowedOAuthScopes", ["api/everything"]),
    finding: "MachineClient: OAuth scopes are standard ones or the resource server's",
  },
  {
    mistake: "tokens in the address bar",
    check: cognitoRuleFindings,
    make: set("SpaClient", "AllowedOAuthFlows", ["implicit"]),
    finding: "SpaClient: the implicit flow",
  },
  {
    mistake: "users who sign in to the machines' client",
    check: cognitoRuleFindings,
    make: set("MachineClient", "ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH"]),
    finding: "MachineClient: a client of machines lets no user sign in",
  },
  {
    mistake: "machines without a secret",
    check: cognitoRuleFindings,
    make: set("MachineClient", "GenerateSecret", false),
    finding: "client_credentials is a client's only flow and needs a secret",
  },
  {
    mistake: "flows without a domain",
    check: cognitoRuleFindings,
    make: remove("LoginDomain"),
    finding: "OAuth flows need the pool's domain",
  },
  {
    mistake: "a client without a style",
    check: loginFindings,
    make: remove("ServerBranding"),
    finding: "ServerClient: has 0 styles for its pages",
  },
  {
    mistake: "the classic hosted pages",
    check: loginFindings,
    make: set("LoginDomain", "ManagedLoginVersion", 1),
    finding: "LoginDomain: the pages are not managed login",
  },
  {
    mistake: "a domain of one's own without a certificate",
    check: loginFindings,
    make: set("LoginDomain", "CustomDomainConfig", undefined),
    finding: "LoginDomain: a domain of one's own and a certificate go together",
  },
  {
    mistake: "a provider's secret in the template",
    check: identityProviderFindings,
    make: set("GoogleProvider", "ProviderDetails.client_secret", "GOCSPX-secret"),
    finding: "GoogleProvider: client_secret stands in the template",
  },
  {
    mistake: "a provider that is half set up",
    check: identityProviderFindings,
    make: set("AppleProvider", "ProviderDetails.team_id", undefined),
    finding: "AppleProvider: lacks team_id",
  },
  {
    mistake: "scopes that apps can't ask for",
    check: loginConfigFindings,
    make: set("SpaClient", "AllowedOAuthScopes", ["openid"]),
    finding: "AuthLambdaFunction: other scopes than the client's",
  },
  {
    mistake: "a callback address that apps do not learn of",
    check: loginConfigFindings,
    make: set("SpaClient", "CallbackURLs", ["https://elsewhere.example"]),
    finding: "AuthLambdaFunction: other callback addresses",
  },
  {
    mistake: "a logout address that apps do not learn of",
    check: loginConfigFindings,
    make: set("SpaClient", "LogoutURLs", ["https://elsewhere.example"]),
    finding: "AuthLambdaFunction: other logout addresses",
  },
  {
    mistake: "a provider that apps do not learn of",
    check: loginConfigFindings,
    make: set("AuthLambdaFunction", "Environment.Variables.IDENTITY_PROVIDERS", { "Fn::Join": [",", []] }),
    finding: "AuthLambdaFunction: apps do not learn of SamlProvider",
  },
  {
    mistake: "a SAML provider without metadata",
    check: identityProviderFindings,
    make: set("SamlProvider", "ProviderDetails.MetadataURL", undefined),
    finding: "SamlProvider: lacks MetadataURL",
  },
  {
    mistake: "a provider that no client offers",
    check: identityProviderFindings,
    make: (template) => {
      for (const client of ["SpaClient", "ServerClient"])
        set(client, "SupportedIdentityProviders", ["COGNITO"])(template);
    },
    finding: "OidcProvider: no client offers it",
  },
  {
    mistake: "an attribute from a provider that the client may not write",
    check: identityProviderFindings,
    make: set("FacebookProvider", "AttributeMapping.birthdate", "birthday"),
    finding: "FacebookProvider: SpaClient may not write birthdate",
  },
  {
    mistake: "a type of provider that does not exist",
    check: cognitoModelFindings,
    make: set("GoogleProvider", "ProviderType", "Gogle"),
    finding: "GoogleProvider.ProviderType: Gogle is none of",
  },
  {
    mistake: "a provider that the client needs and that is gone",
    check: danglingReferenceFindings,
    make: remove("GoogleProvider"),
    finding: "SpaClient: refers to GoogleProvider, which does not exist",
  },
  {
    mistake: "guests",
    check: identityPoolFindings,
    make: set("IdentityPool", "AllowUnauthenticatedIdentities", true),
    finding: "IdentityPool: lets guests in",
  },
  {
    mistake: "the classic flow",
    check: identityPoolFindings,
    make: set("IdentityPool", "AllowClassicFlow", true),
    finding: "IdentityPool: allows the classic flow",
  },
  {
    mistake: "credentials for a token that was revoked",
    check: identityPoolFindings,
    make: set("IdentityPool", "CognitoIdentityProviders.0.ServerSideTokenCheck", false),
    finding: "IdentityPool: takes tokens that were revoked",
  },
  {
    mistake: "credentials for whoever is in no group",
    check: identityPoolFindings,
    make: set("IdentityPoolRoles", "RoleMappings.spa.AmbiguousRoleResolution", "AuthenticatedRole"),
    finding: "IdentityPoolRoles: a user in no group gets credentials",
  },
  {
    mistake: "a group without a role",
    check: identityPoolFindings,
    make: set("AdminsGroup", "RoleArn", undefined),
    finding: "AdminsGroup: a group without a role",
  },
  {
    mistake: "a role for every identity pool of every account",
    check: leastPrivilegeFindings,
    make: set("OwnFilesRole", "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals", {}),
    finding: "OwnFilesRole: may be taken without cognito-identity.amazonaws.com:aud",
  },
  {
    mistake: "everybody's files",
    check: leastPrivilegeFindings,
    make: set("OwnFilesRole", "Policies.0.PolicyDocument.Statement.0.Resource", "arn:aws:s3:::files/*"),
    finding: 'OwnFilesRole: Resource "arn:aws:s3:::files/*"',
  },
  {
    mistake: "a role for text messages that any account's pool may take",
    check: leastPrivilegeFindings,
    make: set("SmsRole", "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals", {
      "sts:ExternalId": "x",
    }),
    finding: "SmsRole: may be taken without aws:SourceAccount",
  },
  {
    mistake: "text messages, and every topic of the account",
    check: leastPrivilegeFindings,
    make: set("SmsRole", "Policies.0.PolicyDocument.Statement.1", {
      Effect: "Deny",
      Action: "sns:Subscribe",
    }),
    finding: 'SmsRole: Resource "*"',
  },
  {
    mistake: "alarms that any account may raise",
    check: leastPrivilegeFindings,
    make: set("AlarmTopicPolicy", "PolicyDocument.Statement.0.Condition", undefined),
    finding: "AlarmTopicPolicy: no SourceAccount",
  },
  {
    mistake: "an identity pool that goes with the stack",
    check: retentionFindings,
    make: (template) => {
      delete template.Resources.IdentityPool?.DeletionPolicy;
    },
    finding: "IdentityPool: DeletionPolicy is not RetainExceptOnCreate",
  },
  {
    mistake: "a trigger that nobody times",
    check: monitoringFindings,
    make: remove("PreSignUpSlowAlarm"),
    finding: "PreSignUpLambdaFunction: no alarm on its duration",
  },
  {
    mistake: "a function whose errors nobody sees",
    check: monitoringFindings,
    make: remove("FilesFailingAlarm"),
    finding: "FilesLambdaFunction: no alarm on its errors",
  },
  {
    mistake: "a function that is not on the dashboard",
    check: monitoringFindings,
    make: add("ReportsLambdaFunction", "AWS::Lambda::Function"),
    finding: "Dashboard: ReportsLambdaFunction is not on it",
  },
  {
    mistake: "an alarm that tells nobody",
    check: monitoringFindings,
    make: set("ApiFailingAlarm", "AlarmActions", []),
    finding: "ApiFailingAlarm: tells nobody",
  },
  {
    mistake: "an alarm on a metric that nobody writes",
    check: monitoringFindings,
    make: set("FailedSignInsAlarm", "MetricName", "sign_in_fail"),
    finding: "FailedSignInsAlarm: nobody writes the metric sign_in_fail",
  },
];

/** Mistakes in the parameters and conditions themselves. */
export const packagedMistakes: Mistake[] = [
  {
    mistake: "a default that the parameter does not take",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.Mfa = { Type: "String", AllowedValues: ["OFF", "OPTIONAL"], Default: "MAYBE" };
    },
    finding: 'The parameter Mfa does not take "MAYBE"',
  },
  {
    mistake: "a parameter that nobody reads",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.Colour = { Type: "String", Default: "" };
    },
    finding: "the parameter Colour is read by nobody",
  },
  {
    mistake: "a parameter named like a resource",
    check: parameterFindings,
    make: ({ Parameters = {} }) => {
      Parameters.SpaClient = { Type: "String", Default: "" };
    },
    finding: "SpaClient is a parameter and a resource",
  },
  {
    mistake: "a condition that does not exist",
    check: parameterFindings,
    make: ({ Resources }) => {
      if (Resources.LoginDomain) Resources.LoginDomain.Condition = "HasPages";
    },
    finding: "there is no condition HasPages",
  },
  {
    mistake: "more resources than a stack holds",
    check: limitFindings,
    make: (template) => {
      for (let index = 0; index < 500; index++) add(`Topic${index}`, "AWS::SNS::Topic")(template);
    },
    finding: "resources, and CloudFormation takes 500",
  },
  {
    mistake: "a condition that nobody asks",
    check: parameterFindings,
    make: ({ Conditions = {} }) => {
      Conditions.IsRaining = { "Fn::Equals": ["1", "1"] };
    },
    finding: "the condition IsRaining is asked by nobody",
  },
];
