import { ServiceError } from "../../protocol/service-error.ts";

export const authEventNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "The event does not exist.");

export const feedbackTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid feedback token.");
