/**
 * What does not go together in a pool's settings, in AWS's words
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html).
 */
import { featuresToDisable } from "../../errors/document-errors.ts";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import { senderKeyMissing } from "../../errors/trigger-errors.ts";
import type { LastingSettings, RequestedSettings } from "./resolve-pool-settings.ts";

/** @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException */
export function checkPoolSettings(
  requested: RequestedSettings,
  lasting: LastingSettings,
  region: string,
): void {
  checkCombinations(requested, lasting);
  checkTriggers(requested, region);
  checkEmail(requested, region);
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
  if (broken) {
    throw invalidParameter(broken[1]);
  }
}

function checkTriggers({ LambdaConfig = {}, UserPoolTier }: RequestedSettings, region: string): void {
  const { PreTokenGeneration, PreTokenGenerationConfig, CustomEmailSender, CustomSMSSender } = LambdaConfig;
  if ((CustomEmailSender || CustomSMSSender) && LambdaConfig.KMSKeyID === undefined) {
    throw senderKeyMissing();
  }
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
