/** The settings of a pool: defaults, and allowed combinations. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { findRepeatedName, hasCustomNames } from "../domain/authentication-level.ts";
import { senderKeyMissing } from "../errors/trigger-errors.ts";
import type { PasswordPolicy, PoolSettings } from "../state/pool-settings.ts";
import type { CognitoInput } from "../wire-types.ts";
import { checkKeyConfiguration } from "./key-configuration.ts";
import { checkFirstFactors, checkSecondFactors } from "./pool-factors.ts";
import { isRegistrationOn, resolveRegistration } from "./registration-settings.ts";
import { checkSmsConfiguration } from "./sms-configuration.ts";

/** A pool's own settings hold what its tier does not have. */
const featuresToDisable = (tier: string, features: string): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    `The following features need to be disabled for the ${tier} pricing tier configured: ${features}`,
  );

/** The input of both operations; UpdateUserPool resets omitted settings to their defaults. */
type RequestedSettings = CognitoInput<"UpdateUserPool"> | CognitoInput<"CreateUserPool">;

/** Settings that can't change after the pool's creation, or that a request without them leaves as they are. */
export type LastingSettings = Pick<PoolSettings, "SchemaAttributes" | "mfa"> &
  Partial<
    Pick<
      PoolSettings,
      "AliasAttributes" | "UsernameAttributes" | "UsernameConfiguration" | "DcrConfiguration"
    >
  >;

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
  const DcrConfiguration = resolveRegistration(requested.DcrConfiguration, lasting.DcrConfiguration);
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
    ...(DcrConfiguration && { DcrConfiguration }),
  };
  checkFirstFactors(settings);
  checkSecondFactors(settings);
  if (settings.UserPoolTier === "LITE" && isRegistrationOn(settings)) {
    throw featuresToDisable("LITE", "Dynamic client registration");
  }
  return settings;
}

/** Members that AWS omits from its answer if they were not given. */
function resolveOptional(requested: RequestedSettings): Partial<PoolSettings> {
  const {
    AutoVerifiedAttributes,
    SmsAuthenticationMessage,
    UserAttributeUpdateSettings,
    DeviceConfiguration,
  } = requested;
  const { SmsConfiguration, UserPoolAddOns, AccountRecoverySetting, KeyConfiguration } = requested;
  const { AcrConfiguration, IssuerConfiguration } = requested;
  return {
    ...(AutoVerifiedAttributes && { AutoVerifiedAttributes }),
    ...withoutUndefined({ SmsAuthenticationMessage }),
    ...(UserAttributeUpdateSettings && { UserAttributeUpdateSettings }),
    ...(DeviceConfiguration && { DeviceConfiguration }),
    ...(SmsConfiguration && { SmsConfiguration }),
    ...(UserPoolAddOns && { UserPoolAddOns }),
    ...(AccountRecoverySetting && { AccountRecoverySetting }),
    ...(IssuerConfiguration && { IssuerConfiguration: { Type: "ORIGINAL", ...IssuerConfiguration } }),
    ...(KeyConfiguration && { KeyConfiguration: { KeyType: "AWS_OWNED_KEY", ...KeyConfiguration } }),
    ...(AcrConfiguration && { AcrConfiguration }),
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

/** @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException */
function checkPoolSettings(requested: RequestedSettings, lasting: LastingSettings, region: string): void {
  checkCombinations(requested, lasting);
  checkTriggers(requested, region);
  checkEmail(requested, region);
  checkSmsConfiguration(requested.SmsConfiguration, region);
  checkKeyConfiguration(requested.KeyConfiguration, region);
  checkLevelNames(requested);
}

function checkLevelNames({ AcrConfiguration, UserPoolTier }: RequestedSettings): void {
  if (AcrConfiguration === undefined) return;
  const repeated = findRepeatedName(AcrConfiguration);
  if (repeated !== null) {
    throw invalidParameter(`AcrConfiguration has the AcrValue ${repeated} for more than one level.`);
  }
  if (UserPoolTier === "LITE" && hasCustomNames(AcrConfiguration)) {
    throw featuresToDisable("LITE", "Custom ACR Level Names");
  }
}

function checkCombinations(requested: RequestedSettings, lasting: LastingSettings): void {
  const verified = requested.AutoVerifiedAttributes ?? [];
  const verifiedFirst =
    requested.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const recovery = requested.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const rules: readonly (readonly [isBroken: boolean, message: string])[] = [
    [
      (lasting.AliasAttributes ?? []).length > 0 && (lasting.UsernameAttributes ?? []).length > 0,
      "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
    ],
    [
      requested.AdminCreateUserConfig?.UnusedAccountValidityDays !== undefined &&
        requested.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays !== undefined,
      "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
    ],
    [
      verified.includes("phone_number") && !requested.SmsConfiguration,
      "SMS configuration is required when phone_number is selected for auto verification",
    ],
    [
      !verifiedFirst.every((name) => verified.includes(name)),
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    ],
    [
      recovery.length > 1 && recovery.some(({ Name }) => Name === "admin_only"),
      "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
    ],
    [
      hasDuplicates(recovery.map(({ Name }) => Name)) ||
        hasDuplicates(recovery.map(({ Priority }) => Priority)),
      "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
    ],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  if (broken) throw invalidParameter(broken[1]);
}

function checkTriggers({ LambdaConfig = {}, UserPoolTier }: RequestedSettings, region: string): void {
  const { PreTokenGeneration, PreTokenGenerationConfig, CustomEmailSender, CustomSMSSender } = LambdaConfig;
  if ((CustomEmailSender || CustomSMSSender) && LambdaConfig.KMSKeyID === undefined) throw senderKeyMissing();
  const { LambdaArn = PreTokenGeneration, LambdaVersion = "V1_0" } = PreTokenGenerationConfig ?? {};
  if (PreTokenGeneration !== undefined && PreTokenGeneration !== LambdaArn) {
    throw invalidParameter(
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    );
  }
  const { KMSKeyID: _, ...triggers } = LambdaConfig;
  const functions = Object.values(triggers).map((trigger) =>
    typeof trigger === "string" ? trigger : trigger?.LambdaArn,
  );
  if (functions.some((arn) => arn !== undefined && regionOf(arn) !== region)) {
    throw invalidParameter("Cross-region lambda functions are not supported");
  }
  if (UserPoolTier === "LITE" && LambdaVersion !== "V1_0") {
    throw featuresToDisable("LITE", `Token Customization with Pre-Token Generation Lambda ${LambdaVersion}`);
  }
}

/** Identities of SES that pools of every region may send with, beside those of their own. */
const SENDING_REGIONS = ["eu-west-1", "us-east-1", "us-west-2"];

/** An address, or a name and an address in angle brackets. */
const SENDER = /^(?:[^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

function checkEmail({ EmailConfiguration = {} }: RequestedSettings, region: string): void {
  const { EmailSendingAccount, From, SourceArn } = EmailConfiguration;
  if (EmailSendingAccount === "DEVELOPER" && SourceArn === undefined) {
    throw invalidParameter("Source ARN is required to use DEVELOPER email sending owner");
  }
  const regions = [...new Set([...SENDING_REGIONS, region])].sort();
  if (SourceArn !== undefined && !regions.includes(regionOf(SourceArn))) {
    throw invalidParameter(
      `Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: ${regions.join(", ")}.`,
    );
  }
  if (From !== undefined && !SENDER.test(From)) {
    throw invalidParameter("Provided From email address is invalid");
  }
}

const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

const hasDuplicates = (values: readonly unknown[]): boolean => new Set(values).size < values.length;
