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
}, 60_000);

/** Directives with what each allows by a keyword or a scheme; hosts differ from deployment to deployment. */
const directives = (text: string) =>
  Object.fromEntries(
    text.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources.filter((source) => /^('|data:|blob:)/.test(source)).sort()];
    }),
  );

test("the console may do on AWS what it may do on a laptop, and no more", () => {
  const [deployed] = policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy["Fn::Sub"];
  expect(directives(deployed)).toEqual(directives(contentSecurityPolicy("http://localhost:4566")));
});

test("its other headers are the same", () => {
  const deployed = policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]);
  for (const [name, value] of deployed) expect(securityHeaders[String(name)]).toBe(value);
});
