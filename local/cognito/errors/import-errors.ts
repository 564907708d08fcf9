import { ServiceError } from "../../protocol/service-error.ts";

export const importJobNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User import job does not exist.");

export const importJobNotStartable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be started.`);

export const importJobNotStoppable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be stopped.`);

export const importJobActive = (): ServiceError =>
  new ServiceError("PreconditionNotMetException", "Another user import job is in progress.");

export const importNeedsVerifiedAttribute = (): ServiceError =>
  new ServiceError(
    "PreconditionNotMetException",
    "User import needs a user pool with at least one auto-verified attribute.",
  );
