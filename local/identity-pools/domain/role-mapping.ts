/**
 * Which role an identity gets
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html).
 */

export interface MappingRule {
  readonly Claim: string;
  readonly MatchType: "Equals" | "Contains" | "StartsWith" | "NotEqual";
  readonly Value: string;
  readonly RoleARN: string;
}

export interface RoleMapping {
  readonly Type: "Token" | "Rules";
  readonly AmbiguousRoleResolution?: "AuthenticatedRole" | "Deny" | undefined;
  readonly RulesConfiguration?: { readonly Rules: readonly MappingRule[] } | undefined;
}

export type RoleDecision =
  | { readonly kind: "role"; readonly arn: string }
  /** The pool's role for authenticated identities. */
  | { readonly kind: "authenticated" }
  | { readonly kind: "denied" }
  | { readonly kind: "not-in-token" };

type Claims = Readonly<Record<string, unknown>>;

const ambiguous = ({ AmbiguousRoleResolution }: RoleMapping): RoleDecision =>
  AmbiguousRoleResolution === "AuthenticatedRole" ? { kind: "authenticated" } : { kind: "denied" };

function byToken(mapping: RoleMapping, claims: Claims, customRole: string | undefined): RoleDecision {
  const roles = (claims["cognito:roles"] ?? []) as readonly string[];
  if (customRole !== undefined) {
    return roles.includes(customRole) ? { kind: "role", arn: customRole } : { kind: "not-in-token" };
  }
  const preferred = claims["cognito:preferred_role"];
  if (typeof preferred === "string") return { kind: "role", arn: preferred };
  const [only, ...others] = roles;
  return only !== undefined && others.length === 0 ? { kind: "role", arn: only } : ambiguous(mapping);
}

function matches({ Claim, MatchType, Value }: MappingRule, claims: Claims): boolean {
  const claim = claims[Claim];
  if (claim === undefined) return false;
  const values = (Array.isArray(claim) ? claim : [claim]).map(String);
  switch (MatchType) {
    case "Equals":
      return values.length === 1 && values[0] === Value;
    case "NotEqual":
      return values.every((value) => value !== Value);
    case "StartsWith":
      return values.some((value) => value.startsWith(Value));
    case "Contains":
      return Array.isArray(claim) ? values.includes(Value) : values.some((value) => value.includes(Value));
  }
}

/** The first rule that matches decides. */
function byRules(mapping: RoleMapping, claims: Claims, customRole: string | undefined): RoleDecision {
  const matching = (mapping.RulesConfiguration?.Rules ?? []).filter((rule) => matches(rule, claims));
  if (customRole !== undefined) {
    return matching.some(({ RoleARN }) => RoleARN === customRole)
      ? { kind: "role", arn: customRole }
      : { kind: "not-in-token" };
  }
  const [first] = matching;
  return first === undefined ? ambiguous(mapping) : { kind: "role", arn: first.RoleARN };
}

export function decideRole(mapping: RoleMapping, claims: Claims, customRole?: string): RoleDecision {
  return mapping.Type === "Token"
    ? byToken(mapping, claims, customRole)
    : byRules(mapping, claims, customRole);
}

/** Which claims become principal tags; the defaults are AWS's. */
export interface TagMap {
  readonly useDefaults: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

const DEFAULT_TAGS = { username: "sub", client: "aud" } as const;

export function principalTags(
  { useDefaults, tags }: TagMap,
  claims: Claims,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(useDefaults ? DEFAULT_TAGS : tags).flatMap(([tag, claim]) =>
      claims[claim] === undefined ? [] : [[tag, String(claims[claim])]],
    ),
  );
}
