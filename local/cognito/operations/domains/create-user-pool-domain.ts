import { domainTaken, poolHasDomain } from "../../errors/domain-errors.ts";
import { operation } from "../../operation.ts";
import {
  CLOUDFRONT_DOMAIN,
  checkCertificate,
  checkDomainName,
  checkLoginVersion,
  findDomain,
} from "./check-domain.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain = operation("CreateUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { Domain, CustomDomainConfig, ManagedLoginVersion = 1 } = input;
  const isCustom = CustomDomainConfig !== undefined;
  checkDomainName(Domain, isCustom);
  if (isCustom) checkCertificate(CustomDomainConfig.CertificateArn);
  checkLoginVersion(pool, ManagedLoginVersion);
  // A domain of one's own is one in the world, a prefix in its region.
  const isTaken = isCustom
    ? context.documents.anywhere("domain", Domain).length > 0
    : findDomain(context, Domain);
  if (isTaken) {
    throw domainTaken();
  }
  const ofSameForm = context.documents
    .all(pool, "domain")
    .some(({ content }) => (content.CustomDomainConfig !== undefined) === isCustom);
  if (ofSameForm) {
    throw poolHasDomain();
  }
  const Version = new Date(context.clock.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  context.documents.create(pool, "domain", Domain, {
    ManagedLoginVersion,
    Version,
    ...(CustomDomainConfig && { CustomDomainConfig }),
  });
  return { ManagedLoginVersion, ...(isCustom && { CloudFrontDomain: CLOUDFRONT_DOMAIN }) };
});
