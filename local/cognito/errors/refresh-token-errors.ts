import { ServiceError } from "../../protocol/service-error.ts";

export const refreshTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Refresh Token");

export const refreshTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has expired");

export const refreshTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Refresh Token has been revoked");

export const refreshTokenReused = (): ServiceError =>
  new ServiceError("RefreshTokenReuseException", "Refresh Token has been rotated and can no longer be used");

export const tokenRevocationDisabled = (): ServiceError =>
  new ServiceError("UnsupportedOperationException", "Token revocation is not enabled for this client");

export const tokenTypeUnsupported = (): ServiceError =>
  new ServiceError("UnsupportedTokenTypeException", "Unsupported token type");
