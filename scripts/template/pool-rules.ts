import type { Template } from "../../cloudformation/template.ts";

/** A rule for every resource of one type. */
export interface Rule<P> {
  readonly says: string;
  readonly broken: (properties: P, template: Template) => boolean;
}

export interface UserPool {
  readonly AliasAttributes?: string[];
  readonly UsernameAttributes?: string[];
  readonly AutoVerifiedAttributes?: string[];
  readonly UserAttributeUpdateSettings?: { readonly AttributesRequireVerificationBeforeUpdate?: string[] };
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean };
  readonly UserPoolTier?: string;
  readonly MfaConfiguration?: string;
  readonly EnabledMfas?: string[];
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string; readonly SourceArn?: unknown };
  readonly EmailAuthenticationMessage?: string;
  readonly SmsConfiguration?: { readonly SnsCallerArn?: unknown; readonly ExternalId?: unknown };
  readonly AccountRecoverySetting?: { readonly RecoveryMechanisms?: { readonly Name: string }[] };
  readonly UserPoolAddOns?: { readonly AdvancedSecurityMode?: string };
  readonly WebAuthnRelyingPartyID?: string;
  readonly WebAuthnUserVerification?: string;
  readonly DeviceConfiguration?: Record<string, unknown>;
  readonly Policies?: {
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: string[] };
  };
  readonly WebAuthnFactorConfiguration?: string;
  readonly Schema?: {
    readonly Name?: string;
    readonly AttributeDataType?: string;
    readonly Mutable?: boolean;
    readonly Required?: boolean;
  }[];
  readonly DcrConfiguration?: {
    readonly EnableStatus?: string;
    readonly AuthenticatedGrantTypes?: string[];
    readonly OpenDcrGrantTypes?: string[];
    readonly AllowedScopes?: string[];
  };
  readonly LambdaConfig?: {
    readonly PreTokenGeneration?: unknown;
    readonly PreTokenGenerationConfig?: { readonly LambdaVersion?: string };
  };
}

const recoveries = ({ AccountRecoverySetting }: UserPool) =>
  (AccountRecoverySetting?.RecoveryMechanisms ?? []).map(({ Name }) => Name);
const firstFactors = (pool: UserPool) => pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html and the pages it refers to. */
export const poolRules: Rule<UserPool>[] = [
  { says: "signs in by e-mail", broken: (pool) => !pool.UsernameAttributes?.includes("email") },
  {
    says: "AliasAttributes and UsernameAttributes exclude each other",
    broken: (pool) => Boolean(pool.AliasAttributes && pool.UsernameAttributes),
  },
  {
    says: "user names are case-insensitive",
    broken: (pool) => pool.UsernameConfiguration?.CaseSensitive !== false,
  },
  {
    says: "an address is verified before it replaces the old one",
    broken: (pool) =>
      !pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes("email"),
  },
  {
    says: "attributes that must be verified before an update must be auto-verified",
    broken: (pool) =>
      !(pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []).every((name) =>
        pool.AutoVerifiedAttributes?.includes(name),
      ),
  },
  {
    says: "version 2 tokens and password history need the tier ESSENTIALS or PLUS",
    broken: (pool) => !/^(ESSENTIALS|PLUS)$/.test(pool.UserPoolTier ?? ""),
  },
  {
    says: "AllowedFirstAuthFactors holds PASSWORD",
    broken: (pool) => !firstFactors(pool).includes("PASSWORD"),
  },
  {
    // An update without it leaves Cognito's configuration as it is.
    says: "dynamic client registration is on or off, and never left out",
    broken: ({ DcrConfiguration }) => !/^(Enabled|Disabled)$/.test(DcrConfiguration?.EnableStatus ?? ""),
  },
  {
    says: "clients that register themselves act for users, and ask for no scope of the API or of Cognito",
    broken: ({ DcrConfiguration: { AuthenticatedGrantTypes, OpenDcrGrantTypes, AllowedScopes = [] } = {} }) =>
      AuthenticatedGrantTypes?.join() !== "code" ||
      OpenDcrGrantTypes?.join() !== "code" ||
      AllowedScopes.some((scope) => /^(api|aws\.cognito)[/.]/.test(scope)),
  },
  {
    says: "MFA OFF and EnabledMfas exclude each other",
    broken: (pool) => pool.MfaConfiguration === "OFF" && (pool.EnabledMfas?.length ?? 0) > 0,
  },
  {
    // CloudFormation's own names; neither its schema nor Cognito's service model lists them.
    says: "EnabledMfas are SOFTWARE_TOKEN_MFA, SMS_MFA and EMAIL_OTP",
    broken: (pool) =>
      (pool.EnabledMfas ?? []).some((factor) => !/^(SOFTWARE_TOKEN_MFA|SMS_MFA|EMAIL_OTP)$/.test(factor)),
  },
  {
    says: "the passkeys' user verification has a valid value",
    broken: ({ WebAuthnUserVerification: verification, WebAuthnFactorConfiguration: factor }) =>
      !/^(required|preferred|)$/.test(verification ?? "") ||
      !/^(SINGLE_FACTOR|MULTI_FACTOR_WITH_USER_VERIFICATION|)$/.test(factor ?? ""),
  },
  {
    says: "MFA other than OFF needs EnabledMfas",
    broken: (pool) => /^(ON|OPTIONAL)$/.test(pool.MfaConfiguration ?? "") && !pool.EnabledMfas?.length,
  },
  {
    says: "MFA ON refuses EMAIL_OTP as first factor",
    broken: (pool) => pool.MfaConfiguration === "ON" && firstFactors(pool).includes("EMAIL_OTP"),
  },
  {
    says: "EMAIL_OTP as MFA needs SES as the sender",
    broken: (pool) =>
      Boolean(pool.EnabledMfas?.includes("EMAIL_OTP")) &&
      pool.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER",
  },
  {
    says: "EMAIL_OTP as MFA needs its message, with a place for the code",
    broken: (pool) =>
      Boolean(pool.EnabledMfas?.includes("EMAIL_OTP")) &&
      !pool.EmailAuthenticationMessage?.includes("{####}"),
  },
  {
    // https://github.com/hashicorp/terraform-provider-aws/issues/41049
    says: "EMAIL_OTP as MFA and recovery by e-mail alone exclude each other",
    broken: (pool) =>
      Boolean(pool.EnabledMfas?.includes("EMAIL_OTP")) &&
      recoveries(pool).every((name) => name === "verified_email"),
  },
  {
    says: "recovery is open to users, by a verified address",
    broken: (pool) => !recoveries(pool).includes("verified_email"),
  },
  {
    says: "SMS_MFA needs SmsConfiguration",
    broken: (pool) => Boolean(pool.EnabledMfas?.includes("SMS_MFA")) && !pool.SmsConfiguration,
  },
  {
    says: "text messages need a role with an external id",
    broken: ({ SmsConfiguration: sms }) => Boolean(sms) && !(sms?.SnsCallerArn && sms.ExternalId),
  },
  {
    says: "numbers are verified only if text messages can be sent",
    broken: (pool) =>
      Boolean(pool.AutoVerifiedAttributes?.includes("phone_number")) && !pool.SmsConfiguration,
  },
  {
    says: "SES as the sender needs its identity",
    broken: ({ EmailConfiguration: email }) =>
      (email?.EmailSendingAccount === "DEVELOPER") !== (email?.SourceArn !== undefined),
  },
  {
    says: "passkeys as first factor and a relying party go together",
    broken: (pool) => firstFactors(pool).includes("WEB_AUTHN") !== Boolean(pool.WebAuthnRelyingPartyID),
  },
  {
    says: "passwordless first factors and MFA do not lock out users with a second factor",
    broken: (pool) =>
      pool.MfaConfiguration !== "OFF" &&
      firstFactors(pool).includes("WEB_AUTHN") &&
      pool.WebAuthnFactorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION",
  },
  {
    says: "threat protection is on exactly if the tier is PLUS",
    broken: (pool) =>
      /^(AUDIT|ENFORCED)$/.test(pool.UserPoolAddOns?.AdvancedSecurityMode ?? "") !==
      (pool.UserPoolTier === "PLUS"),
  },
  {
    says: "every schema attribute is spelled out in full",
    broken: (pool) =>
      (pool.Schema ?? []).some(
        ({ Name, AttributeDataType, Mutable, Required }) =>
          !Name || !AttributeDataType || Mutable === undefined || Required === undefined,
      ),
  },
  {
    says: "pre-token generation is set once, as V3_0: earlier versions do not support machines",
    broken: ({ LambdaConfig }) =>
      LambdaConfig?.PreTokenGeneration !== undefined ||
      LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion !== "V3_0",
  },
];
