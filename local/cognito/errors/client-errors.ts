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

export const clientIsPublic = (): ServiceError =>
  new ServiceError("InvalidParameterException", "The app client has no secret: it is a public client.");

export const clientSecretsFull = (): ServiceError =>
  new ServiceError("LimitExceededException", "An app client can have two secrets at most.");

export const clientSecretNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Client secret does not exist.");

export const lastClientSecret = (): ServiceError =>
  new ServiceError("InvalidParameterException", "The last secret of an app client can't be deleted.");

export const attributeNotWritable = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "A client attempted to write unauthorized attribute");
