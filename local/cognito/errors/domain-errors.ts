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
  invalidParameter(
    "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.",
  );

/** CloudFront, which is in front of such a domain, takes certificates of us-east-1 alone. */
export const certificateElsewhere = (): ServiceError =>
  invalidParameter(
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
  );

export const prefixMalformed = (): ServiceError =>
  invalidParameter(
    "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
  );

export const prefixWithCertificate = (): ServiceError =>
  invalidParameter("Custom domain configuration is not supported for a prefix domain.");
