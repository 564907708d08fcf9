import { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

/** The published clients know this text: they forget the key they kept, and sign in without it. */
export const deviceNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Device does not exist.");

export const deviceKeyExists = (): ServiceError =>
  new ServiceError("DeviceKeyExistsException", "Device already exists.");

export const deviceKeyNotIssued = (): ServiceError => invalidParameter("Invalid device key given.");

export const deviceSecretInvalid = (): ServiceError =>
  invalidParameter("Invalid device secret verifier config.");

export const ownerNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User does not exist.");
