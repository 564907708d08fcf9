import type { Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: string;
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly ResponseHeadersPolicyId?: unknown;
  readonly FunctionAssociations?: readonly unknown[];
}

interface Distribution {
  readonly DistributionConfig: {
    readonly Aliases?: readonly string[];
    readonly ViewerCertificate: { readonly MinimumProtocolVersion?: string };
    readonly DefaultCacheBehavior: Behavior;
    readonly CacheBehaviors: readonly Behavior[];
    readonly Origins: readonly {
      readonly Id: string;
      readonly OriginAccessControlId?: unknown;
      readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string };
      readonly OriginCustomHeaders?: readonly {
        readonly HeaderName: string;
        readonly HeaderValue: unknown;
      }[];
    }[];
  };
}

interface HeadersPolicy {
  readonly ResponseHeadersPolicyConfig: {
    readonly SecurityHeadersConfig: {
      readonly ContentSecurityPolicy: { readonly ContentSecurityPolicy: unknown };
    };
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** A distribution that accepts plain HTTP, caches answers of the API, hides the viewer's address, exposes a secret or weakens the page. */
export function consoleFindings(template: Template): string[] {
  return [
    ...resourcesOfType<Distribution>(template, "AWS::CloudFront::Distribution").flatMap(
      ({ id, properties }) => distributionFindings(properties).map((finding) => `${id}: ${finding}`),
    ),
    ...resourcesOfType<HeadersPolicy>(template, "AWS::CloudFront::ResponseHeadersPolicy").flatMap(
      ({ id, properties }) => policyFindings(properties).map((finding) => `${id}: ${finding}`),
    ),
  ];
}

function distributionFindings({ DistributionConfig: config }: Distribution): string[] {
  const behaviors = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
  const api = config.CacheBehaviors.find(({ TargetOriginId }) => TargetOriginId === "api");
  const secrets = config.Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders);
  const checks: readonly (readonly [boolean, string])[] = [
    [behaviors.some((behavior) => behavior.ViewerProtocolPolicy === "allow-all"), "accepts plain HTTP"],
    [api?.ViewerProtocolPolicy !== "https-only", "redirects requests that carry a token"],
    [api?.CachePolicyId !== CACHING_DISABLED, "caches answers of the API"],
    [api?.OriginRequestPolicyId !== ALL_VIEWER_EXCEPT_HOST, "sends the API another host's name"],
    [(api?.FunctionAssociations ?? []).length !== 1, "does not tell the API the viewer's address"],
    [config.DefaultCacheBehavior.ResponseHeadersPolicyId === undefined, "sends no security headers"],
    [
      config.Aliases !== undefined && config.ViewerCertificate.MinimumProtocolVersion !== "TLSv1.2_2021",
      "accepts old versions of TLS",
    ],
    [
      config.Origins.some(({ CustomOriginConfig: origin }) => origin?.OriginProtocolPolicy === "http-only"),
      "reaches the API over plain HTTP",
    ],
    [
      config.Origins.some((origin) => origin.Id === "console" && origin.OriginAccessControlId === undefined),
      "reads the bucket as anyone",
    ],
    [
      secrets.some(({ HeaderValue }) => !JSON.stringify(HeaderValue).includes("{{resolve:secretsmanager:")),
      "contains the secret",
    ],
  ];
  return checks.filter(([isBroken]) => isBroken).map(([, finding]) => finding);
}

function policyFindings({ ResponseHeadersPolicyConfig: { SecurityHeadersConfig } }: HeadersPolicy): string[] {
  const policy = JSON.stringify(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
  return [
    ...(policy.includes("default-src 'none'") ? [] : ["has no default-src 'none'"]),
    ...(policy.includes("frame-ancestors 'none'") ? [] : ["may be framed"]),
    ...(/unsafe-|https?:\/\/\*|[ ;]\*/.test(policy) ? ["allows unsafe scripts or any host"] : []),
  ];
}
