import { ServiceError } from "../../protocol/service-error.ts";

export const userPoolNotFound = (poolId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);

export const clientNotFound = (clientId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);

/** Not AWS's: only what is made of the template has an id that can be taken. */
export const idTaken = (id: string): ServiceError =>
  new ServiceError(
    "InvalidParameterException",
    `the stack's name gives it the id ${id}, which another resource in the state folder has: start with --fresh, or set LOCAL_STATE to another folder`,
  );

export const groupNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Group not found.");

export const groupExists = (): ServiceError =>
  new ServiceError("GroupExistsException", "A group with the name already exists.");

export const resourceServerNotFound = (identifier: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Resource server ${identifier} does not exist.`);

export const resourceServerExists = (identifier: string, poolId: string): ServiceError =>
  new ServiceError("InvalidParameterException", `${identifier} already exists in user pool ${poolId}.`);

export const deletionProtected = (): ServiceError =>
  new ServiceError(
    "InvalidParameterException",
    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
  );

export const providerNotFound = (provider: string, poolId: string): ServiceError =>
  new ServiceError(
    "InvalidParameterException",
    `The provider ${provider} does not exist for User Pool ${poolId}.`,
  );

export const scopeNotFound = (scope: string): ServiceError =>
  new ServiceError("ScopeDoesNotExistException", `Invalid scope requested: ${scope}`);

export const oauthFlowInvalid = (message: string): ServiceError =>
  new ServiceError("InvalidOAuthFlowException", message);

export const arnNotFound = (arn: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Resource ${arn} does not exist.`);

export const tagReserved = (key: string): ServiceError =>
  new ServiceError("InvalidParameterException", `Tag key ${key} begins with aws:, which is reserved.`);

export const tooManyTags = (): ServiceError =>
  new ServiceError("InvalidParameterException", "A user pool can have 50 tags at most.");

export const domainStillThere = (): ServiceError =>
  new ServiceError(
    "InvalidParameterException",
    "User pool cannot be deleted. It has a domain configured that should be deleted first.",
  );
