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
  invalidParameter("Settings and Assets can't be given where UseCognitoProvidedValues is true.");

export const brandingEmpty = (): ServiceError =>
  invalidParameter("Either UseCognitoProvidedValues must be true, or Settings or Assets be given.");

export const assetAmbiguous = (): ServiceError =>
  invalidParameter("An asset has either Bytes or a ResourceId.");

export const assetsTooLarge = (): ServiceError => invalidParameter("Assets can be 2 MB at most in all.");

export const brandingUnnamed = (): ServiceError =>
  invalidParameter("UserPoolId and ManagedLoginBrandingId are required.");

export const domainMissing = (): ServiceError =>
  invalidParameter("There has to be an existing domain associated with this user pool");

export const cssRefused = (what: string): ServiceError => invalidParameter(`Invalid CSS: ${what}.`);

export const imageRefused = (): ServiceError =>
  invalidParameter("The image must be a PNG or JPEG of 100 KB at most.");

export const addOnMissing = (): ServiceError =>
  new ServiceError(
    "UserPoolAddOnNotEnabledException",
    "User pool add-ons are not enabled: advanced security is off.",
  );

export const notifyConfigurationMissing = (): ServiceError =>
  invalidParameter("NotifyConfiguration is required where an action notifies.");

export const addressRangeMalformed = (range: string): ServiceError =>
  invalidParameter(`Invalid IP address range ${range}: it must be in CIDR notation.`);

export const logSourceTwice = (source: string): ServiceError =>
  invalidParameter(`There is more than one log configuration for ${source}.`);

export const logLevelRefused = (source: string, level: string): ServiceError =>
  invalidParameter(`Log level ${level} is not supported for ${source}.`);

export const logDestinationRefused = (): ServiceError =>
  invalidParameter("A log configuration has exactly one destination.");

export const tierTooLow = (what: string): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    `${what} is not available in the tier of the user pool.`,
  );

export const termsExist = (name: string): ServiceError =>
  new ServiceError("TermsExistsException", `Terms ${name} already exist for this app client.`);

export const termsNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Terms do not exist.");

export const defaultLinkMissing = (): ServiceError =>
  invalidParameter("Links must contain a cognito:default link.");
