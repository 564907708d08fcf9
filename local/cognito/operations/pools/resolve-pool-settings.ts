/**
 * From the request of CreateUserPool or UpdateUserPool to the pool's settings: AWS's defaults for what is not said, and its
 * refusals of what does not go together
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html).
 */
import type { PasswordPolicy, PoolSettings } from "../../state/pool-settings.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { checkFirstFactors } from "./check-first-factors.ts";
import { checkPoolSettings } from "./check-pool-settings.ts";
import { checkSecondFactors } from "./check-second-factors.ts";

/** What both operations take; UpdateUserPool resets whatever it is not given to the default. */
export type RequestedSettings = CognitoInput<"UpdateUserPool"> | CognitoInput<"CreateUserPool">;

/** What is decided once, when the pool is made. */
export type LastingSettings = Pick<PoolSettings, "SchemaAttributes" | "mfa"> &
  Partial<Pick<PoolSettings, "AliasAttributes" | "UsernameAttributes" | "UsernameConfiguration">>;

/**
 * @param region of the pool
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
export function resolvePoolSettings(
  requested: RequestedSettings,
  lasting: LastingSettings,
  region: string,
): PoolSettings {
  checkPoolSettings(requested, lasting, region);
  const settings: PoolSettings = {
    ...lasting,
    Policies: {
      PasswordPolicy: resolvePasswordPolicy(requested),
      SignInPolicy: {
        AllowedFirstAuthFactors: requested.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"],
      },
    },
    DeletionProtection: requested.DeletionProtection ?? "INACTIVE",
    LambdaConfig: requested.LambdaConfig ?? {},
    MfaConfiguration: requested.MfaConfiguration ?? "OFF",
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", ...requested.EmailConfiguration },
    UserPoolTags: requested.UserPoolTags ?? {},
    UserPoolTier: requested.UserPoolTier ?? "ESSENTIALS",
    AdminCreateUserConfig: resolveInvitations(requested),
    ...resolveVerificationMessages(requested),
    ...resolveOptional(requested),
  };
  checkFirstFactors(settings);
  checkSecondFactors(settings);
  return settings;
}

/** Members that AWS leaves out of its answer where they were not given. */
function resolveOptional(requested: RequestedSettings): Partial<PoolSettings> {
  const {
    AutoVerifiedAttributes,
    SmsAuthenticationMessage,
    UserAttributeUpdateSettings,
    DeviceConfiguration,
  } = requested;
  const { SmsConfiguration, UserPoolAddOns, AccountRecoverySetting } = requested;
  return {
    ...(AutoVerifiedAttributes && { AutoVerifiedAttributes }),
    ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
    ...(UserAttributeUpdateSettings && { UserAttributeUpdateSettings }),
    ...(DeviceConfiguration && { DeviceConfiguration }),
    ...(SmsConfiguration && { SmsConfiguration }),
    ...(UserPoolAddOns && { UserPoolAddOns }),
    ...(AccountRecoverySetting && { AccountRecoverySetting }),
  };
}

/** Without a policy, AWS asks for everything; with one, for what it says. */
function resolvePasswordPolicy({ Policies }: RequestedSettings): PasswordPolicy {
  const requested = Policies?.PasswordPolicy;
  const unlessSaid = requested === undefined;
  return {
    MinimumLength: requested?.MinimumLength ?? 8,
    RequireUppercase: requested?.RequireUppercase ?? unlessSaid,
    RequireLowercase: requested?.RequireLowercase ?? unlessSaid,
    RequireNumbers: requested?.RequireNumbers ?? unlessSaid,
    RequireSymbols: requested?.RequireSymbols ?? unlessSaid,
    TemporaryPasswordValidityDays: requested?.TemporaryPasswordValidityDays ?? 7,
    ...(requested?.PasswordHistorySize !== undefined && {
      PasswordHistorySize: requested.PasswordHistorySize,
    }),
  };
}

function resolveInvitations({
  AdminCreateUserConfig: requested,
  Policies,
}: RequestedSettings): PoolSettings["AdminCreateUserConfig"] {
  return {
    AllowAdminCreateUserOnly: requested?.AllowAdminCreateUserOnly ?? false,
    UnusedAccountValidityDays:
      requested?.UnusedAccountValidityDays ?? Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ?? 7,
    ...(requested?.InviteMessageTemplate && { InviteMessageTemplate: requested.InviteMessageTemplate }),
  };
}

/** The older members and the template say the same thing; each fills in the other. */
function resolveVerificationMessages(
  requested: RequestedSettings,
): Pick<
  PoolSettings,
  | "VerificationMessageTemplate"
  | "EmailVerificationMessage"
  | "EmailVerificationSubject"
  | "SmsVerificationMessage"
> {
  const template = requested.VerificationMessageTemplate;
  const email = template?.EmailMessage ?? requested.EmailVerificationMessage;
  const subject = template?.EmailSubject ?? requested.EmailVerificationSubject;
  const sms = template?.SmsMessage ?? requested.SmsVerificationMessage;
  return {
    VerificationMessageTemplate: {
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      ...template,
      ...(email !== undefined && { EmailMessage: email }),
      ...(subject !== undefined && { EmailSubject: subject }),
      ...(sms !== undefined && { SmsMessage: sms }),
    },
    ...(email !== undefined && { EmailVerificationMessage: email }),
    ...(subject !== undefined && { EmailVerificationSubject: subject }),
    ...(sms !== undefined && { SmsVerificationMessage: sms }),
  };
}
