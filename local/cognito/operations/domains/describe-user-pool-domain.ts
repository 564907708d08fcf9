import { isPrefix, isSubdomain } from "../../domain/pool-domain.ts";
import { prefixMalformed } from "../../errors/domain-errors.ts";
import { operation } from "../../operation.ts";
import { CLOUDFRONT_DOMAIN, findDomain } from "./check-domain.ts";

/** What AWS answers for a prefix, against its own model, in which CertificateArn is required. */
const NONE = {} as { readonly CertificateArn: string };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export const describeUserPoolDomain = operation("DescribeUserPoolDomain", ({ Domain }, context) => {
  if (!isPrefix(Domain) && !isSubdomain(Domain)) throw prefixMalformed();
  const found = findDomain(context, Domain);
  // AWS answers an empty description where there is no such domain.
  if (found === undefined) return { DomainDescription: {} };
  const { CustomDomainConfig, ManagedLoginVersion, Version } = found.content;
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
    },
  } as const;
});
