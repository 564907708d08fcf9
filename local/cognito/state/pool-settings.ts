import type {
  AdminCreateUserConfigType,
  EmailMfaConfigType,
  PasswordPolicyType,
  SchemaAttributeType,
  SoftwareTokenMfaConfigType,
  TokenValidityUnitsType,
  UserPoolClientType,
  UserPoolType,
  WebAuthnConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Validated } from "../wire-types.ts";

/** `Shape` with these members always there: defaults were filled in when it was written. */
type Filled<Shape, Keys extends keyof Shape> = Validated<Omit<Shape, Keys>> & {
  readonly [Key in Keys]-?: Validated<Exclude<Shape[Key], undefined>>;
};

/** One attribute of a pool's schema; custom ones carry their `custom:` prefix. */
export type SchemaAttribute = Filled<
  SchemaAttributeType,
  "Name" | "AttributeDataType" | "DeveloperOnlyAttribute" | "Mutable" | "Required"
>;

export type PasswordPolicy = Filled<
  PasswordPolicyType,
  | "MinimumLength"
  | "RequireUppercase"
  | "RequireLowercase"
  | "RequireNumbers"
  | "RequireSymbols"
  | "TemporaryPasswordValidityDays"
>;

/**
 * A pool's configuration in AWS's own words, with AWS's defaults filled in, as CreateUserPool answers it.
 * Kept in the wire's spelling on purpose: it is a document that goes in and comes out, and every operation reads it against
 * the same page (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html).
 */
export interface PoolSettings
  extends Omit<
    Filled<
      Pick<
        UserPoolType,
        | "DeletionProtection"
        | "LambdaConfig"
        | "AutoVerifiedAttributes"
        | "AliasAttributes"
        | "UsernameAttributes"
        | "SmsVerificationMessage"
        | "EmailVerificationMessage"
        | "EmailVerificationSubject"
        | "VerificationMessageTemplate"
        | "SmsAuthenticationMessage"
        | "UserAttributeUpdateSettings"
        | "MfaConfiguration"
        | "DeviceConfiguration"
        | "EmailConfiguration"
        | "SmsConfiguration"
        | "UserPoolTags"
        | "UserPoolAddOns"
        | "UsernameConfiguration"
        | "AccountRecoverySetting"
        | "UserPoolTier"
        | "IssuerConfiguration"
        | "KeyConfiguration"
        | "DcrConfiguration"
        | "AcrConfiguration"
      >,
      | "DeletionProtection"
      | "LambdaConfig"
      | "VerificationMessageTemplate"
      | "MfaConfiguration"
      | "EmailConfiguration"
      | "UserPoolTags"
      | "UserPoolTier"
    >,
    never
  > {
  readonly Policies: {
    readonly PasswordPolicy: PasswordPolicy;
    readonly SignInPolicy: { readonly AllowedFirstAuthFactors: readonly string[] };
  };
  readonly SchemaAttributes: readonly SchemaAttribute[];
  readonly AdminCreateUserConfig: Filled<
    AdminCreateUserConfigType,
    "AllowAdminCreateUserOnly" | "UnusedAccountValidityDays"
  >;
  /** What SetUserPoolMfaConfig keeps beside `MfaConfiguration`, `SmsConfiguration` and `SmsAuthenticationMessage`. */
  readonly mfa: {
    readonly SoftwareTokenMfaConfiguration?: Validated<SoftwareTokenMfaConfigType>;
    readonly EmailMfaConfiguration?: Validated<EmailMfaConfigType>;
    readonly WebAuthnConfiguration?: Validated<WebAuthnConfigurationType>;
  };
}

/** An app client's configuration in AWS's own words, defaults filled in (API_UserPoolClientType). */
export type ClientSettings = Filled<
  Pick<
    UserPoolClientType,
    | "RefreshTokenValidity"
    | "AccessTokenValidity"
    | "IdTokenValidity"
    | "ReadAttributes"
    | "WriteAttributes"
    | "ExplicitAuthFlows"
    | "SupportedIdentityProviders"
    | "CallbackURLs"
    | "LogoutURLs"
    | "DefaultRedirectURI"
    | "AllowedOAuthFlows"
    | "AllowedOAuthScopes"
    | "AllowedOAuthFlowsUserPoolClient"
    | "AnalyticsConfiguration"
    | "PreventUserExistenceErrors"
    | "EnableTokenRevocation"
    | "EnablePropagateAdditionalUserContextData"
    | "AuthSessionValidity"
    | "RefreshTokenRotation"
    // Left out: REGULAR. Only registration and no request sets it.
    | "ClientType"
  >,
  | "RefreshTokenValidity"
  | "ExplicitAuthFlows"
  | "AllowedOAuthFlowsUserPoolClient"
  | "PreventUserExistenceErrors"
  | "EnableTokenRevocation"
  | "EnablePropagateAdditionalUserContextData"
  | "AuthSessionValidity"
> & {
  readonly TokenValidityUnits: Validated<TokenValidityUnitsType>;
};
