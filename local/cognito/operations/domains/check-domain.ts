import { findReservedWord, isPrefix, isSubdomain } from "../../domain/pool-domain.ts";
import { featureNotInTier } from "../../errors/document-errors.ts";
import {
  certificateElsewhere,
  customDomainMalformed,
  domainNotOfPool,
  domainReserved,
  prefixMalformed,
} from "../../errors/domain-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { PoolDocument } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

/** @throws ServiceError InvalidParameterException */
export function checkDomainName(domain: string, isCustom: boolean): void {
  if (isCustom) {
    if (!isSubdomain(domain)) throw customDomainMalformed();
    return;
  }
  if (!isPrefix(domain)) throw prefixMalformed();
  const reserved = findReservedWord(domain);
  if (reserved !== null) throw domainReserved(reserved);
}

/** @throws ServiceError InvalidParameterException */
export function checkCertificate(arn: string): void {
  if (arn.split(":")[3] !== "us-east-1") throw certificateElsewhere();
}

/**
 * Managed login is a feature of the higher tiers.
 * @throws ServiceError FeatureUnavailableInTierException
 */
export function checkLoginVersion({ settings }: Pool, version: number): void {
  if (version > 1 && settings.UserPoolTier === "LITE") {
    throw featureNotInTier("LITE", `Managed Login Version ${version}`);
  }
}

/** @throws ServiceError InvalidParameterException */
export function requireDomain(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  domain: string,
): PoolDocument<"domain"> {
  const found = documents.find(pool, "domain", domain);
  if (found === null) {
    throw domainNotOfPool();
  }
  return found;
}

/** The domain of that name that a region's endpoint knows: each has its own prefixes. */
export const findDomain = (
  { documents, pools, region }: Pick<OperationContext, "documents" | "pools" | "region">,
  domain: string,
): PoolDocument<"domain"> | undefined =>
  documents.anywhere("domain", domain).find(({ poolId }) => pools.find(poolId)?.region === region);

/** The names behind a domain: nothing of CloudFront is there locally. */
export const CLOUDFRONT_DOMAIN = "d111111abcdef8.cloudfront.net";
