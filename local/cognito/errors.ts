/**
 * Every error Cognito answers with, one function per exact message. Texts are AWS's; where AWS does not document one it is
 * the text that SDK users quote in public issue threads. Keep the groups; append to the group a new one belongs to.
 */
import { ServiceError } from "../protocol/service-error.ts";

// Resources

export const userPoolNotFound = (poolId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);

export const clientNotFound = (clientId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);

export const groupNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Group not found.");

export const groupExists = (): ServiceError =>
  new ServiceError("GroupExistsException", "A group with the name already exists.");

export const resourceServerNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Resource server does not exist.");

export const resourceServerExists = (identifier: string): ServiceError =>
  new ServiceError("InvalidParameterException", `${identifier} already exists in user pool.`);

// Users

export const userNotFound = (): ServiceError =>
  new ServiceError("UserNotFoundException", "User does not exist.");

export const usernameExists = (): ServiceError =>
  new ServiceError("UsernameExistsException", "User already exists");

export const usernameExistsForAlias = (attribute: string): ServiceError =>
  new ServiceError("UsernameExistsException", `An account with the given ${attribute} already exists.`);

export const aliasExists = (attribute: string): ServiceError =>
  new ServiceError("AliasExistsException", `An account with the given ${attribute} already exists.`);

// Access

export const accessTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid Access Token");

export const accessTokenExpired = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has expired");

export const accessTokenRevoked = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token has been revoked");

export const accessTokenScopeMissing = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Access Token does not have required scopes");

export const userDisabled = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "User is disabled.");

export const missingCredentials = (): ServiceError =>
  new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");

// Parameters

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);
