import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";

export const userPoolNotFound = (poolId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);

/** AWS's text is not documented. */
export const operationNotEnabled = (operation: string): ServiceError =>
  new ServiceError(
    "OperationNotEnabledException",
    `${operation} is not enabled for this request in a secondary replica of the user pool.`,
  );

export const clientNotFound = (clientId: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);

/** Not AWS's: only resources of the template have an id that can be taken. */
export const idTaken = (id: string): ServiceError =>
  invalidParameter(
    `the stack's name gives it the id ${id}, which another resource in the state folder has: start with --fresh, or set LOCAL_STATE to another folder`,
  );

export const groupNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Group not found.");

export const groupExists = (): ServiceError =>
  new ServiceError("GroupExistsException", "A group with the name already exists.");

export const resourceServerNotFound = (identifier: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Resource server ${identifier} does not exist.`);

export const resourceServerExists = (identifier: string, poolId: string): ServiceError =>
  invalidParameter(`${identifier} already exists in user pool ${poolId}.`);

export const secretHashMissing = (clientId: string): ServiceError =>
  new ServiceError(
    "NotAuthorizedException",
    `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
  );

export const secretHashWrong = (clientId: string): ServiceError =>
  new ServiceError("NotAuthorizedException", `Unable to verify secret hash for client ${clientId}`);

export const attributeNotWritable = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "A client attempted to write unauthorized attribute");

export const identityProviderNotFound = (name: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Identity provider ${name} does not exist.`);

export const featureNotInTier = (tier: string, feature: string): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    `The following feature is not available for the ${tier} pricing tier configured: ${feature}`,
  );
