/** Features that the pool's tier does not have: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html. */

import { textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties, Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

type Tier = "LITE" | "ESSENTIALS" | "PLUS";

const TIERS: readonly Tier[] = ["LITE", "ESSENTIALS", "PLUS"];

interface Feature {
  readonly property: string;
  readonly needs: Tier;
  readonly name: string;
  readonly isUsed: (pool: Properties) => boolean;
}

const FEATURES: readonly Feature[] = [
  {
    property: "Policies.PasswordPolicy.PasswordHistorySize",
    needs: "ESSENTIALS",
    name: "the password history",
    isUsed: (pool) => Number(valueAt(pool, "Policies.PasswordPolicy.PasswordHistorySize") ?? 0) > 0,
  },
  {
    property: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    needs: "ESSENTIALS",
    name: "sign-in without a password",
    isUsed: (pool) =>
      (textsAt(pool, "Policies.SignInPolicy.AllowedFirstAuthFactors") ?? []).some(
        (factor) => factor !== "PASSWORD",
      ),
  },
  {
    property: "EnabledMfas",
    needs: "ESSENTIALS",
    name: "codes by e-mail as second factor",
    isUsed: (pool) => (textsAt(pool, "EnabledMfas") ?? []).includes("EMAIL_OTP"),
  },
  {
    property: "LambdaConfig.PreTokenGenerationConfig.LambdaVersion",
    needs: "ESSENTIALS",
    name: "changes to access tokens",
    isUsed: (pool) =>
      ["V2_0", "V3_0"].includes(String(valueAt(pool, "LambdaConfig.PreTokenGenerationConfig.LambdaVersion"))),
  },
  {
    property: "UserPoolAddOns.AdvancedSecurityMode",
    needs: "PLUS",
    name: "threat protection",
    isUsed: (pool) => /^(AUDIT|ENFORCED)$/.test(String(valueAt(pool, "UserPoolAddOns.AdvancedSecurityMode"))),
  },
];

/** @param liveTier the pool's tier if the template does not name one; new pools have ESSENTIALS */
export function tierFindings(
  id: string,
  properties: Properties,
  { liveTier = "ESSENTIALS", resources }: { liveTier?: string; resources: ReadonlyMap<string, Resource> },
): Finding[] {
  const tier = String(valueAt(properties, "UserPoolTier") ?? liveTier);
  const has = (needed: Tier): boolean => TIERS.indexOf(tier as Tier) >= TIERS.indexOf(needed);
  const finding = (resource: string, property: string, { needs, name }: Pick<Feature, "needs" | "name">) => ({
    severity: "impossible" as const,
    resource,
    property,
    from: tier,
    to: needs,
    consequence: `The tier ${tier} does not have ${name}; Cognito refuses it.`,
    remedy: `Set UserPoolTier to ${needs}, or turn the feature off.`,
  });
  return [
    ...FEATURES.filter(({ needs, isUsed }) => isUsed(properties) && !has(needs)).map((feature) =>
      finding(id, feature.property, feature),
    ),
    ...[...resources]
      .filter(([, { Type }]) => Type === "AWS::Cognito::UserPoolRiskConfigurationAttachment")
      .filter(() => !has("PLUS"))
      .map(([resource]) => finding(resource, "", { needs: "PLUS", name: "threat protection" })),
    ...[...resources]
      .filter(
        ([, { Type, Properties: domain }]) => Type === "AWS::Cognito::UserPoolDomain" && isManaged(domain),
      )
      .filter(() => !has("ESSENTIALS"))
      .map(([resource]) =>
        finding(resource, "ManagedLoginVersion", { needs: "ESSENTIALS", name: "managed login" }),
      ),
  ];
}

const isManaged = (domain: Properties | undefined): boolean =>
  String(valueAt(domain, "ManagedLoginVersion")) === "2";
