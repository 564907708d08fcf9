import { beforeAll, expect, test } from "@jest/globals";
import { resolveVariant } from "../../cloudformation/resolve-template.ts";
import { contentSecurityPolicy, securityHeaders } from "../../local/console/console-headers.ts";
import { resourceNamed } from "../../scripts/template/check.ts";
import { everythingOn } from "../../scripts/template/optional-parts.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

interface HeadersPolicy {
  readonly SecurityHeadersConfig: {
    readonly ContentSecurityPolicy: {
      readonly ContentSecurityPolicy: { readonly "Fn::Sub": readonly [string, unknown] };
    };
  };
  readonly CustomHeadersConfig: {
    readonly Items: readonly { readonly Header: string; readonly Value: string }[];
  };
}

let policy: HeadersPolicy;

beforeAll(async () => {
  const { prod } = await packagedTemplates();
  const template = resolveVariant(prod, everythingOn.values);
  policy = resourceNamed(template, "ConsoleHeaders").Properties.ResponseHeadersPolicyConfig as HeadersPolicy;
});

/** Each directive with the keywords and schemes it allows, without hosts, which differ between deployments. */
const directives = (text: string) =>
  Object.fromEntries(
    text.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources.filter((source) => /^('|data:|blob:)/.test(source)).sort()];
    }),
  );

test("the console's content security policy allows the same on AWS as on a laptop", () => {
  const [deployed] = policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy["Fn::Sub"];
  expect(directives(deployed)).toEqual(directives(contentSecurityPolicy("http://localhost:4566")));
});

test("the console's other headers are the same", () => {
  const deployed = policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]);
  for (const [name, value] of deployed) expect(securityHeaders[String(name)]).toBe(value);
});
