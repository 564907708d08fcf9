import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const challengeNotAvailable = (): ServiceError => invalidParameter("Invalid challenge selected.");

export const tooManyCodes = (): ServiceError =>
  new ServiceError("TooManyRequestsException", "Attempt limit exceeded, please try after some time.");
