import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

/** https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1287 */
export const identityProviderExists = (name: string, poolId: string): ServiceError =>
  new ServiceError("DuplicateProviderException", `${name} already exists in user pool ${poolId}.`);

export const identityProviderNotFound = (name: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Identity provider ${name} does not exist.`);

export const identifierNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Identity provider does not exist.");

export const providerNameReserved = (name: string): ServiceError =>
  invalidParameter(`${name} is a reserved provider name.`);

/** https://github.com/aws/aws-cli/issues/3179, https://github.com/hashicorp/terraform-provider-aws/issues/4822 */
export const providerTypeRefused = (name: string, type: string): ServiceError =>
  invalidParameter(`Provider ${name} cannot be of type ${type}.`);

export const mappedAttributeUnknown = (attribute: string): ServiceError =>
  invalidParameter(`Attribute mapping contains ${attribute}, which is not in the schema of the user pool.`);

export const identifierTaken = (identifier: string): ServiceError =>
  invalidParameter(`Identifier ${identifier} is used by another identity provider.`);
