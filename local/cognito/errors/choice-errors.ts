import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const challengeNotAvailable = (): ServiceError => invalidParameter("Invalid challenge selected.");

export const tooManyCodes = (): ServiceError =>
  new ServiceError("TooManyRequestsException", "Attempt limit exceeded, please try after some time.");

export const passwordlessNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In",
  );

export const userAuthNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "ALLOW_USER_AUTH is not available in the LITE pricing tier.",
  );
