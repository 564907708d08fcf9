import type { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

export const domainReserved = (word: string): ServiceError =>
  invalidParameter(`Domain cannot contain reserved word: ${word}`);

export const domainTaken = (): ServiceError =>
  invalidParameter("Domain already associated with another user pool.");

export const poolHasDomain = (): ServiceError =>
  invalidParameter("User pool already has a domain configured.");

export const domainNotOfPool = (): ServiceError => invalidParameter("No such domain or user pool exists.");

export const customDomainMalformed = (): ServiceError =>
  invalidParameter("Custom domain is not a valid subdomain.");

export const prefixMalformed = (): ServiceError =>
  invalidParameter("Domain prefix can contain lower-case letters, numbers and hyphens only.");

export const prefixWithCertificate = (): ServiceError =>
  invalidParameter("Custom domain configuration is not supported for a prefix domain.");
