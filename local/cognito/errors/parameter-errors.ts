import { ServiceError } from "../../protocol/service-error.ts";

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);

export const invalidPageToken = (): ServiceError => invalidParameter("Invalid pagination token.");

export const filterMalformed = (): ServiceError => invalidParameter("Error while parsing filter");

export const attributeNotSearchable = (attribute: string): ServiceError =>
  invalidParameter(`Invalid search attribute: ${attribute}`);

export const attributesNotInPool = (): ServiceError =>
  invalidParameter("One or more requested attributes do not exist in user pool.");
