/** Domains of the hosted pages. */

import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { findReservedWord, isPrefix, isSubdomain } from "../domain/pool-domain.ts";
import { featureNotInTier } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { PoolDocument } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { CognitoInput } from "../wire-types.ts";
import { hasReplicaIn } from "./replicas.ts";

const domainReserved = (word: string): ServiceError =>
  invalidParameter(`Domain cannot contain reserved word: ${word}`);

const domainTaken = (): ServiceError => invalidParameter("Domain already associated with another user pool.");

const poolHasDomain = (): ServiceError => invalidParameter("User pool already has a domain configured.");

const domainNotOfPool = (): ServiceError => invalidParameter("No such domain or user pool exists.");

const customDomainMalformed = (): ServiceError =>
  invalidParameter(
    "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.",
  );

/** CloudFront, which is in front of such a domain, takes certificates of us-east-1 alone. */
const certificateElsewhere = (): ServiceError =>
  invalidParameter(
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
  );

const prefixMalformed = (): ServiceError =>
  invalidParameter(
    "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
  );

const prefixWithCertificate = (): ServiceError =>
  invalidParameter("Custom domain configuration is not supported for a prefix domain.");

const prefixWithRouting = (): ServiceError =>
  invalidParameter("Routing is only supported for custom domains.");

const failoverMissing = (region: string): ServiceError =>
  invalidParameter(`The user pool does not have a replica in ${region} to fail over to.`);

/** @throws ServiceError InvalidParameterException */
function checkDomainName(domain: string, isCustom: boolean): void {
  if (isCustom) {
    if (!isSubdomain(domain)) throw customDomainMalformed();
    return;
  }
  if (!isPrefix(domain)) throw prefixMalformed();
  const reserved = findReservedWord(domain);
  if (reserved !== null) throw domainReserved(reserved);
}

/** @throws ServiceError InvalidParameterException */
function checkCertificate(arn: string): void {
  if (arn.split(":")[3] !== "us-east-1") throw certificateElsewhere();
}

/**
 * Managed login is a feature of the higher tiers.
 * @throws ServiceError FeatureUnavailableInTierException
 */
function checkLoginVersion({ settings }: Pool, version: number): void {
  if (version > 1 && settings.UserPoolTier === "LITE") {
    throw featureNotInTier("LITE", `Managed Login Version ${version}`);
  }
}

/**
 * Where requests to a custom domain go while the primary Region does not answer; `undefined` for a Routing without Failover.
 * @throws ServiceError InvalidParameterException
 */
function resolveRouting(
  context: OperationContext,
  pool: Pool,
  routing: CognitoInput<"UpdateUserPoolDomain">["Routing"],
  isCustom: boolean,
) {
  if (routing?.Failover === undefined) return undefined;
  if (!isCustom) throw prefixWithRouting();
  const { SecondaryRegion } = routing.Failover;
  if (!hasReplicaIn(context, pool, SecondaryRegion)) throw failoverMissing(SecondaryRegion);
  return { Failover: routing.Failover };
}

/** @throws ServiceError InvalidParameterException */
function requireDomain(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  domain: string,
): PoolDocument<"domain"> {
  const found = documents.find(pool, "domain", domain);
  if (found === null) throw domainNotOfPool();
  return found;
}

/** The domain of that name that a region's endpoint knows: each has its own prefixes. A pool's id begins with its region. */
const findDomain = (
  { documents, region }: Pick<OperationContext, "documents" | "region">,
  domain: string,
): PoolDocument<"domain"> | undefined =>
  documents.anywhere("domain", domain).find(({ poolId }) => poolId.startsWith(`${region}_`));

/** The CloudFront name behind a domain: there is no CloudFront locally. */
const CLOUDFRONT_DOMAIN = "d111111abcdef8.cloudfront.net";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain = operation("CreateUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { Domain, CustomDomainConfig, ManagedLoginVersion = 1 } = input;
  const isCustom = CustomDomainConfig !== undefined;
  checkDomainName(Domain, isCustom);
  if (isCustom) checkCertificate(CustomDomainConfig.CertificateArn);
  checkLoginVersion(pool, ManagedLoginVersion);
  const Routing = resolveRouting(context, pool, input.Routing, isCustom);
  // A custom domain is unique in the world, a prefix in its region.
  const isTaken = isCustom
    ? context.documents.anywhere("domain", Domain).length > 0
    : findDomain(context, Domain);
  if (isTaken) throw domainTaken();
  const ofSameForm = context.documents
    .all(pool, "domain")
    .some(({ content }) => (content.CustomDomainConfig !== undefined) === isCustom);
  if (ofSameForm) throw poolHasDomain();
  const Version = new Date(context.clock.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  context.documents.create(pool, "domain", Domain, {
    ManagedLoginVersion,
    Version,
    ...(CustomDomainConfig && { CustomDomainConfig }),
    ...(Routing && { Routing }),
  });
  return {
    ManagedLoginVersion,
    ...(isCustom && { CloudFrontDomain: CLOUDFRONT_DOMAIN }),
    ...(Routing && { Routing }),
  };
});

/** What AWS answers for a prefix, against its own model, in which CertificateArn is required. */
const NONE = {} as { readonly CertificateArn: string };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export const describeUserPoolDomain = operation("DescribeUserPoolDomain", ({ Domain }, context) => {
  if (!isPrefix(Domain) && !isSubdomain(Domain)) throw prefixMalformed();
  const found = findDomain(context, Domain);
  // AWS answers an empty description for an unknown domain.
  if (found === undefined) return { DomainDescription: {} };
  const { CustomDomainConfig, ManagedLoginVersion, Routing, Version } = found.content;
  return {
    DomainDescription: {
      UserPoolId: found.poolId,
      AWSAccountId: context.accountId,
      Domain,
      S3Bucket: `aws-cognito-prod-${context.region}-assets`,
      CloudFrontDistribution: CLOUDFRONT_DOMAIN,
      Version,
      Status: "ACTIVE",
      ManagedLoginVersion,
      CustomDomainConfig: CustomDomainConfig ?? NONE,
      ...(Routing && { Routing }),
    },
  } as const;
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const updateUserPoolDomain = operation("UpdateUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireDomain(context, pool, input.Domain);
  const isCustom = content.CustomDomainConfig !== undefined;
  if (input.CustomDomainConfig && !isCustom) throw prefixWithCertificate();
  if (input.CustomDomainConfig) checkCertificate(input.CustomDomainConfig.CertificateArn);
  const ManagedLoginVersion = input.ManagedLoginVersion ?? content.ManagedLoginVersion;
  checkLoginVersion(pool, ManagedLoginVersion);
  const { Routing: former, ...kept } = content;
  const Routing = input.Routing ? resolveRouting(context, pool, input.Routing, isCustom) : former;
  context.documents.put(pool, "domain", id, {
    ...kept,
    ManagedLoginVersion,
    ...(input.CustomDomainConfig && { CustomDomainConfig: input.CustomDomainConfig }),
    ...(Routing && { Routing }),
  });
  return {
    ManagedLoginVersion,
    ...(isCustom && { CloudFrontDomain: CLOUDFRONT_DOMAIN }),
    ...(Routing && { Routing }),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain = operation("DeleteUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "domain", requireDomain(context, pool, input.Domain).id);
  return {};
});
