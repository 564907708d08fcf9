import { ServiceError } from "../../protocol/service-error.ts";

export const importJobNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User import job does not exist.");

export const importJobNotStartable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be started.`);

export const importJobNotStoppable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be stopped.`);

export const importJobActive = (): ServiceError =>
  new ServiceError("PreconditionNotMetException", "Another user import job is in progress.");

/** https://github.com/aws-amplify/amplify-js/issues/6416 */
export const importFileMissing = (jobId: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `No csv file was uploaded for ${jobId}`);

export const importNeedsVerifiedAttribute = (): ServiceError =>
  new ServiceError(
    "PreconditionNotMetException",
    "User import needs a user pool with at least one auto-verified attribute.",
  );
