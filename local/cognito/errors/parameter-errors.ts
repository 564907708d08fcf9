import { ServiceError } from "../../protocol/service-error.ts";

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);

export const invalidPageToken = (): ServiceError => invalidParameter("Invalid pagination token.");
