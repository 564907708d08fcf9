import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const sourceIsLocal = (): ServiceError =>
  invalidParameter("SourceUser must be a user of an external identity provider.");

export const identityIncomplete = (): ServiceError =>
  invalidParameter("ProviderName, ProviderAttributeName and ProviderAttributeValue are required.");

export const alreadyLinked = (): ServiceError =>
  invalidParameter("SourceUser is already linked to DestinationUser");

export const mergingUnsupported = (): ServiceError =>
  invalidParameter("Merging is not currently supported, provide a SourceUser without a profile");

export const tooManyIdentities = (): ServiceError =>
  new ServiceError("LimitExceededException", "A user can be linked to five external identities at most.");

export const identityNotLinked = (): ServiceError =>
  new ServiceError("UserNotFoundException", "User does not exist.");
