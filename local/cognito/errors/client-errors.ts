import { ServiceError } from "../../protocol/service-error.ts";

export const secretHashMissing = (clientId: string): ServiceError =>
  new ServiceError(
    "NotAuthorizedException",
    `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
  );

export const secretHashWrong = (clientId: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `Unable to verify secret hash for client ${clientId}`);

export const clientSecretWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid client secret");

/** RevokeToken's own exception: wrong secret, or another client's token. */
export const revokingClientRefused = (): ServiceError =>
  new ServiceError("UnauthorizedException", "Unauthorized client");

export const attributeNotWritable = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "A client attempted to write unauthorized attribute");
