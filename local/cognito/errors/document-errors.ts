/** Refusals about the documents of a pool: branding, terms, risk, logs. */
import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const brandingExists = (): ServiceError =>
  new ServiceError(
    "ManagedLoginBrandingExistsException",
    "A managed login branding style already exists for this app client.",
  );

export const brandingNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Managed login branding style does not exist.");

export const brandingAmbiguous = (): ServiceError =>
  invalidParameter("useCognitoProvidedValues or settings should be specified (but not both)");

export const assetAmbiguous = (): ServiceError =>
  invalidParameter("An asset has either Bytes or a ResourceId.");

export const assetsTooLarge = (): ServiceError => invalidParameter("Assets can be 2 MB at most in all.");

export const brandingUnnamed = (): ServiceError =>
  invalidParameter("UserPoolId and ManagedLoginBrandingId are required.");

export const domainMissing = (): ServiceError =>
  invalidParameter("There has to be an existing domain associated with this user pool.");

export const imageRefused = (): ServiceError =>
  invalidParameter("The image must be a PNG or JPEG of 100 KB at most.");

export const addOnMissing = (): ServiceError =>
  new ServiceError(
    "UserPoolAddOnNotEnabledException",
    "User pool add-ons are not enabled: advanced security is off.",
  );

export const notifyConfigurationMissing = (): ServiceError =>
  invalidParameter("NotifyConfiguration is required where an action notifies.");

export const addressRangeMalformed = (): ServiceError => invalidParameter("Incorrect CIDR format");

export const logSourcesTwice = (sources: readonly string[]): ServiceError =>
  invalidParameter(
    `Request validation Failed. Following event sources appear more then once in a request: [${sources.join(", ")}].`,
  );

export const logLevelRefused = (source: string, level: string): ServiceError =>
  invalidParameter(`Log level ${level} is not supported for ${source}.`);

export const logDestinationRefused = (): ServiceError =>
  invalidParameter("A log configuration has exactly one destination.");

/** A pool's own settings hold what its tier does not have. */
export const featuresToDisable = (tier: string, features: string): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    `The following features need to be disabled for the ${tier} pricing tier configured: ${features}`,
  );

export const featureNotInTier = (tier: string, feature: string): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    `The following feature is not available for the ${tier} pricing tier configured: ${feature}`,
  );

export const termsExist = (name: string): ServiceError =>
  new ServiceError("TermsExistsException", `Terms ${name} already exist for this app client.`);

export const termsNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Terms do not exist.");

export const defaultLinkMissing = (): ServiceError =>
  invalidParameter("Links must contain a cognito:default link.");
