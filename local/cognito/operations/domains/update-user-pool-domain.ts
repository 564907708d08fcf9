import { prefixWithCertificate } from "../../errors/domain-errors.ts";
import { operation } from "../../operation.ts";
import { CLOUDFRONT_DOMAIN, checkCertificate, checkLoginVersion, requireDomain } from "./check-domain.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const updateUserPoolDomain = operation("UpdateUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireDomain(context, pool, input.Domain);
  const isCustom = content.CustomDomainConfig !== undefined;
  if (input.CustomDomainConfig && !isCustom) {
    throw prefixWithCertificate();
  }
  if (input.CustomDomainConfig) checkCertificate(input.CustomDomainConfig.CertificateArn);
  const ManagedLoginVersion = input.ManagedLoginVersion ?? content.ManagedLoginVersion;
  checkLoginVersion(pool, ManagedLoginVersion);
  context.documents.put(pool, "domain", id, {
    ...content,
    ManagedLoginVersion,
    ...(input.CustomDomainConfig && { CustomDomainConfig: input.CustomDomainConfig }),
  });
  return { ManagedLoginVersion, ...(isCustom && { CloudFrontDomain: CLOUDFRONT_DOMAIN }) };
});
