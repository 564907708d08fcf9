/**
 * The properties of a user pool that CloudFormation sets by SetUserPoolMfaConfig, because CreateUserPool and UpdateUserPool do
 * not have them (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html).
 */
import type { Properties } from "./resource-type.ts";

/** The pool's properties that go into SetUserPoolMfaConfig alone. */
export const FACTOR_PROPERTIES: readonly string[] = [
  "MfaConfiguration",
  "EnabledMfas",
  "EmailAuthenticationMessage",
  "EmailAuthenticationSubject",
  "WebAuthnRelyingPartyID",
  "WebAuthnUserVerification",
  "WebAuthnFactorConfiguration",
];

/** The input of SetUserPoolMfaConfig, but for the pool's id; null where the template says nothing about factors. */
export function factorsOf(properties: Properties): Properties | null {
  if (!FACTOR_PROPERTIES.some((name) => name in properties)) return null;
  const enabled = properties.EnabledMfas;
  const has = (factor: string) => Array.isArray(enabled) && enabled.includes(factor);
  return withoutUndefined({
    MfaConfiguration: properties.MfaConfiguration ?? "OFF",
    SoftwareTokenMfaConfiguration: has("SOFTWARE_TOKEN_MFA") ? { Enabled: true } : undefined,
    SmsMfaConfiguration: has("SMS_MFA")
      ? withoutUndefined({
          SmsAuthenticationMessage: properties.SmsAuthenticationMessage,
          SmsConfiguration: properties.SmsConfiguration,
        })
      : undefined,
    EmailMfaConfiguration: has("EMAIL_OTP")
      ? withoutUndefined({
          Message: properties.EmailAuthenticationMessage,
          Subject: properties.EmailAuthenticationSubject,
        })
      : undefined,
    WebAuthnConfiguration: passkeysOf(properties),
  });
}

function passkeysOf(properties: Properties): Properties | undefined {
  const configuration = withoutUndefined({
    RelyingPartyId: properties.WebAuthnRelyingPartyID,
    UserVerification: properties.WebAuthnUserVerification,
    FactorConfiguration: properties.WebAuthnFactorConfiguration,
  });
  return Object.keys(configuration).length > 0 ? configuration : undefined;
}

const withoutUndefined = (members: Properties): Properties =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
