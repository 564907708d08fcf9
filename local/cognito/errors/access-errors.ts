import { ServiceError } from "../../protocol/service-error.ts";

export const accessTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Access Token");

export const accessTokenSignatureWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Could not verify signature for Access Token");

export const accessTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has expired");

export const accessTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has been revoked");

export const accessTokenScopeMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token does not have required scopes");

export const userDisabled = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "User is disabled.");
