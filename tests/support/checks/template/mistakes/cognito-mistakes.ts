import { cognitoModelFindings } from "../../../../../scripts/template/cognito-model-findings.ts";
import { cognitoRuleFindings } from "../../../../../scripts/template/cognito-rule-findings.ts";
import { halfOnFindings } from "../../../../../scripts/template/half-on-findings.ts";
import { schemaFindings } from "../../../../../scripts/template/schema-findings.ts";
import { add, type Mistake, remove, set } from "../mistake.ts";

const pool = (path: string, value: unknown) => set("CognitoUserPoolMain", path, value);

/** Mistakes in pools and their clients. */
export const cognitoMistakes: readonly Mistake[] = [
  {
    mistake: "a resource type that does not exist",
    check: schemaFindings,
    make: add("X", "AWS::Cognito::Pool"),
    finding: "X: unknown resource type AWS::Cognito::Pool",
  },
  {
    mistake: "a property that does not exist",
    check: schemaFindings,
    make: set("CognitoUserPoolMain", "DeletionProtected", true),
    finding: "CognitoUserPoolMain: unknown property DeletionProtected",
  },
  {
    mistake: "a missing required property",
    check: schemaFindings,
    make: set("SpaClient", "UserPoolId", undefined),
    finding: "SpaClient: UserPoolId is required",
  },
  {
    mistake: "a string for a boolean",
    check: schemaFindings,
    make: set("SpaClient", "EnableTokenRevocation", "yes"),
    finding: 'SpaClient.EnableTokenRevocation: "yes" is not of type boolean',
  },
  {
    mistake: "a value outside CloudFormation's enumeration",
    check: schemaFindings,
    make: set("CognitoUserPoolMain", "UserPoolTier", "PREMIUM"),
    finding: 'CognitoUserPoolMain.UserPoolTier: "PREMIUM" is not one of LITE, ESSENTIALS, PLUS',
  },
  {
    mistake: "a value outside Cognito's enumeration",
    check: cognitoModelFindings,
    make: set("CognitoUserPoolMain", "MfaConfiguration", "MAYBE"),
    finding: "CognitoUserPoolMain.MfaConfiguration: MAYBE is not one of OFF, ON, OPTIONAL",
  },
  {
    mistake: "an unknown authentication flow",
    check: cognitoModelFindings,
    make: set("SpaClient", "ExplicitAuthFlows", ["ALLOW_PASSWORD"]),
    finding: "SpaClient.ExplicitAuthFlows[0]: ALLOW_PASSWORD is not one of",
  },
  {
    mistake: "a number out of range",
    check: cognitoModelFindings,
    make: set("SpaClient", "AuthSessionValidity", 60),
    finding: "SpaClient.AuthSessionValidity: 60 outside 3…15",
  },
  {
    mistake: "a password shorter than Cognito allows",
    check: cognitoModelFindings,
    make: set("CognitoUserPoolMain", "Policies.PasswordPolicy.MinimumLength", 4),
    finding: "CognitoUserPoolMain.Policies.PasswordPolicy.MinimumLength: 4 outside 6…99",
  },
  {
    mistake: "a name with characters that Cognito refuses",
    check: cognitoModelFindings,
    make: set("ApiResourceServer", "Identifier", "my api"),
    finding: "ApiResourceServer.Identifier: my api does not match",
  },
  {
    mistake: "aliases together with user names",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "AliasAttributes", ["email"]),
    finding: "AliasAttributes and UsernameAttributes exclude each other",
  },
  {
    mistake: "case-sensitive user names",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "UsernameConfiguration.CaseSensitive", true),
    finding: "user names are case-insensitive",
  },
  {
    mistake: "version 2 of pre-token generation",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "LambdaConfig.PreTokenGenerationConfig.LambdaVersion", "V2_0"),
    finding: "pre-token generation is set once, as V3_0",
  },
  {
    mistake: "factors with MFA off",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "MfaConfiguration", "OFF"),
    finding: "MFA OFF and EnabledMfas exclude each other",
  },
  {
    mistake: "a schema attribute with missing members",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "Schema", [{ Name: "email" }]),
    finding: "every schema attribute is spelled out in full",
  },
  {
    mistake: "refresh flow together with rotation",
    check: cognitoRuleFindings,
    make: set("SpaClient", "ExplicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH"]),
    finding: "rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other",
  },
  {
    mistake: "answers that reveal who has an account",
    check: cognitoRuleFindings,
    make: set("SpaClient", "PreventUserExistenceErrors", "LEGACY"),
    finding: "the existence of a user is not revealed",
  },
  {
    mistake: "users who verify their own address",
    check: cognitoRuleFindings,
    make: set("SpaClient", "WriteAttributes", ["email_verified"]),
    finding: "verification flags and custom attributes are not writable",
  },
  {
    mistake: "users who can send text messages to any country",
    check: cognitoRuleFindings,
    make: set("SpaClient", "WriteAttributes", ["email", "phone_number"]),
    finding: "telephone numbers are not writable",
  },
  {
    mistake: "client_credentials in a browser",
    check: cognitoRuleFindings,
    make: set("SpaClient", "AllowedOAuthFlows", ["code", "client_credentials"]),
    finding: "client_credentials is a client's only flow",
  },
  {
    mistake: "a callback over plain HTTP",
    check: cognitoRuleFindings,
    make: set("SpaClient", "CallbackURLs", ["http://localhost.example.com/"]),
    finding: "callbacks are https or loopback",
  },
];

/** Mistakes in pools and their clients, in a template with everything on. */
export const optionalCognitoMistakes: readonly Mistake[] = [
  {
    mistake: "codes by e-mail from Cognito's own sender",
    check: cognitoRuleFindings,
    make: pool("EmailConfiguration", { EmailSendingAccount: "COGNITO_DEFAULT" }),
    finding: "EMAIL_OTP as MFA needs SES as the sender",
  },
  {
    mistake: "a sender for functions but not for the pool",
    check: halfOnFindings,
    make: pool("EmailConfiguration", { EmailSendingAccount: "COGNITO_DEFAULT" }),
    finding: "AuthLambdaFunction: MAIL_FROM is set, but the pool can't send",
  },
  {
    mistake: "countries for text messages, but no way to send them",
    check: halfOnFindings,
    make: pool("SmsConfiguration", undefined),
    finding: "AccountLambdaFunction: SMS_COUNTRIES is set, but the pool can't send",
  },
  {
    mistake: "codes by e-mail, and recovery only by e-mail",
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
    finding: "the passkeys' user verification has a valid value",
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
    mistake: "passkeys without a domain",
    check: cognitoRuleFindings,
    make: pool("WebAuthnRelyingPartyID", undefined),
    finding: "passkeys as first factor and a relying party go together",
  },
  {
    mistake: "passkeys that lock out users with a second factor",
    check: cognitoRuleFindings,
    make: pool("WebAuthnFactorConfiguration", "SINGLE_FACTOR"),
    finding: "do not lock out users with a second factor",
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
    finding: "AllowedFirstAuthFactors[1]: FACE is not one of",
  },
  {
    mistake: "threat protection in a tier without it",
    check: cognitoRuleFindings,
    make: pool("UserPoolTier", "ESSENTIALS"),
    finding: "threat protection is on exactly if the tier is PLUS",
  },
  {
    mistake: "an address that replaces the verified one at once",
    check: cognitoRuleFindings,
    make: pool("UserAttributeUpdateSettings", undefined),
    finding: "an address is verified before it replaces the old one",
  },
  {
    mistake: "a scope of the API that every user would get",
    check: cognitoRuleFindings,
    make: set("SpaClient", "AllowedOAuthScopes", ["openid", "api/users.write"]),
    finding: "SpaClient: no client for users requests a scope of the API",
  },
  {
    mistake: "an unknown scope",
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
    finding: "MachineClient: users can't sign in with a machine client",
  },
  {
    mistake: "registration that is not mentioned",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "DcrConfiguration", undefined),
    finding: "CognitoUserPoolMain: dynamic client registration is on or off, and never left out",
  },
  {
    mistake: "a registered client that may ask for a scope of the API",
    check: cognitoRuleFindings,
    make: pool("DcrConfiguration.AllowedScopes", ["notes/read", "api/users.write"]),
    finding: "act for users, and ask for no scope of the API or of Cognito",
  },
  {
    mistake: "a registered client that may change a user's factors",
    check: cognitoRuleFindings,
    make: pool("DcrConfiguration.AllowedScopes", ["aws.cognito.signin.user.admin"]),
    finding: "act for users, and ask for no scope of the API or of Cognito",
  },
  {
    mistake: "machines that register themselves",
    check: cognitoRuleFindings,
    make: pool("DcrConfiguration.OpenDcrGrantTypes", ["code", "client_credentials"]),
    finding: "act for users, and ask for no scope of the API or of Cognito",
  },
  {
    mistake: "a machine that may register others",
    check: cognitoRuleFindings,
    make: set("MachineClient", "AllowedOAuthScopes", ["api/users.read", "aws.cognito/dcr/register"]),
    finding: "MachineClient: a client that registers others does nothing else",
  },
  {
    mistake: "a misspelled grant of registered clients",
    check: cognitoModelFindings,
    make: pool("DcrConfiguration.OpenDcrGrantTypes", ["authorization_code"]),
    finding: "CognitoUserPoolMain.DcrConfiguration.OpenDcrGrantTypes[0]: authorization_code is not one of",
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
];
