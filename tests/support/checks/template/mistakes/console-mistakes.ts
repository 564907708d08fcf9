import { consoleFindings } from "../../../../../scripts/template/console-findings.ts";
import { bucketFindings } from "../../../../../scripts/template/storage-findings.ts";
import { type Mistake, set } from "../mistake.ts";

const distribution = (path: string, value: unknown) =>
  set("ConsoleDistribution", `DistributionConfig.${path}`, value);

/** Mistakes in the console's distribution and bucket, in a template with everything on. */
export const optionalConsoleMistakes: readonly Mistake[] = [
  {
    mistake: "a console over plain HTTP",
    check: consoleFindings,
    make: distribution("DefaultCacheBehavior.ViewerProtocolPolicy", "allow-all"),
    finding: "ConsoleDistribution: accepts plain HTTP",
  },
  {
    mistake: "a redirect of a request with a token",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.ViewerProtocolPolicy", "redirect-to-https"),
    finding: "ConsoleDistribution: redirects requests that carry a token",
  },
  {
    mistake: "answers of the API that CloudFront caches",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
    finding: "ConsoleDistribution: caches answers of the API",
  },
  {
    mistake: "the viewer's Host for the API",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3"),
    finding: "ConsoleDistribution: sends the API another host's name",
  },
  {
    mistake: "viewers without an address",
    check: consoleFindings,
    make: distribution("CacheBehaviors.0.FunctionAssociations", []),
    finding: "ConsoleDistribution: does not tell the API the viewer's address",
  },
  {
    mistake: "a console without security headers",
    check: consoleFindings,
    make: distribution("DefaultCacheBehavior.ResponseHeadersPolicyId", undefined),
    finding: "ConsoleDistribution: sends no security headers",
  },
  {
    mistake: "TLS 1.0 on the console's domain",
    check: consoleFindings,
    make: distribution("ViewerCertificate.MinimumProtocolVersion", "TLSv1"),
    finding: "ConsoleDistribution: accepts old versions of TLS",
  },
  {
    mistake: "an API over plain HTTP",
    check: consoleFindings,
    make: distribution("Origins.1.CustomOriginConfig.OriginProtocolPolicy", "http-only"),
    finding: "ConsoleDistribution: reaches the API over plain HTTP",
  },
  {
    mistake: "a bucket that anyone can read",
    check: consoleFindings,
    make: distribution("Origins.0.OriginAccessControlId", undefined),
    finding: "ConsoleDistribution: reads the bucket as anyone",
  },
  {
    mistake: "the distribution's secret in the template",
    check: consoleFindings,
    make: distribution("Origins.1.OriginCustomHeaders.0.HeaderValue", "hunter2"),
    finding: "ConsoleDistribution: contains the secret",
  },
  {
    mistake: "inline scripts in the console",
    check: consoleFindings,
    make: set(
      "ConsoleHeaders",
      "ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy",
      "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'",
    ),
    finding: "ConsoleHeaders: allows unsafe scripts or any host",
  },
  {
    mistake: "every distribution may read the console's bucket",
    check: bucketFindings,
    make: set("ConsoleBucketPolicy", "PolicyDocument.Statement.0.Condition", undefined),
    finding: "ConsoleBucket: a policy allows other principals",
  },
];
