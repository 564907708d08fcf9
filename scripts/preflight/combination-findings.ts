/** Combinations of settings that Cognito always refuses. */

import { textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

interface Rule {
  readonly property: string;
  readonly isBroken: (properties: Properties) => boolean;
  readonly consequence: string;
  readonly remedy: string;
}

const firstFactors = (pool: Properties): string[] =>
  textsAt(pool, "Policies.SignInPolicy.AllowedFirstAuthFactors") ?? ["PASSWORD"];
const isMfaRequired = (pool: Properties): boolean => valueAt(pool, "MfaConfiguration") === "ON";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html */
const POOL_RULES: readonly Rule[] = [
  {
    property: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    isBroken: (pool) =>
      isMfaRequired(pool) && firstFactors(pool).some((factor) => /^(EMAIL|SMS)_OTP$/.test(factor)),
    consequence: "Cognito refuses one-time codes as a first factor while MFA is ON.",
    remedy: "Set MfaConfiguration to OPTIONAL, or remove EMAIL_OTP and SMS_OTP from the first factors.",
  },
  {
    property: "WebAuthnFactorConfiguration",
    isBroken: (pool) =>
      isMfaRequired(pool) &&
      firstFactors(pool).includes("WEB_AUTHN") &&
      valueAt(pool, "WebAuthnFactorConfiguration") !== "MULTI_FACTOR_WITH_USER_VERIFICATION",
    consequence: "Cognito refuses passkeys as a single factor while MFA is ON.",
    remedy: "Set it to MULTI_FACTOR_WITH_USER_VERIFICATION.",
  },
  {
    property: "EnabledMfas",
    isBroken: (pool) =>
      (textsAt(pool, "EnabledMfas") ?? []).includes("EMAIL_OTP") &&
      valueAt(pool, "EmailConfiguration.EmailSendingAccount") !== "DEVELOPER",
    consequence: "Cognito refuses codes by e-mail unless the pool sends through SES.",
    remedy: "Configure SES (EmailSendingAccount: DEVELOPER), or remove EMAIL_OTP.",
  },
  {
    property: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    isBroken: (pool) => !firstFactors(pool).includes("PASSWORD"),
    consequence: "Cognito refuses first factors without PASSWORD.",
    remedy: "Add PASSWORD; what a client may use is its ExplicitAuthFlows.",
  },
  {
    property: "AliasAttributes",
    isBroken: (pool) => pool.AliasAttributes !== undefined && pool.UsernameAttributes !== undefined,
    consequence: "Cognito refuses AliasAttributes beside UsernameAttributes.",
    remedy: "Keep the one that the pool was created with.",
  },
];

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html */
const CLIENT_RULES: readonly Rule[] = [
  {
    property: "ExplicitAuthFlows",
    isBroken: (client) =>
      valueAt(client, "RefreshTokenRotation.Feature") === "ENABLED" &&
      (textsAt(client, "ExplicitAuthFlows") ?? []).includes("ALLOW_REFRESH_TOKEN_AUTH"),
    consequence: "Cognito refuses ALLOW_REFRESH_TOKEN_AUTH beside refresh-token rotation.",
    remedy: "Remove it; apps refresh with GetTokensFromRefreshToken.",
  },
  {
    property: "AllowedOAuthFlows",
    isBroken: (client) => {
      const flows = textsAt(client, "AllowedOAuthFlows") ?? [];
      return flows.includes("client_credentials") && (flows.length > 1 || client.GenerateSecret !== true);
    },
    consequence: "Cognito refuses client_credentials beside another flow or without a secret.",
    remedy: "Give machines a client of their own.",
  },
];

const broken = (rules: readonly Rule[]) => (resource: string, properties: Properties) =>
  rules
    .filter(({ isBroken }) => isBroken(properties))
    .map(
      ({ property, consequence, remedy }): Finding => ({
        severity: "impossible",
        resource,
        property,
        from: undefined,
        to: valueAt(properties, property),
        consequence,
        remedy,
      }),
    );

export const poolCombinationFindings = broken(POOL_RULES);
export const clientCombinationFindings = broken(CLIENT_RULES);
