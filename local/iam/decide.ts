/**
 * Decides whether a role's session may do something, within one account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html):
 *
 * 1. A deny in any policy decides.
 * 2. A resource's policy that allows it to the session itself allows it.
 * 3. The role's policies have to allow it, or the resource's to the role or to everyone.
 * 4. The permissions boundary and the session policy, if there are any, have to allow it.
 */
import { conditionsHold } from "./conditions.ts";
import type { Choice, Policy, Principals, Statement } from "./policy-document.ts";
import { isNameLike, type KeyValues, matches, NO_VALUE, readPattern } from "./policy-text.ts";
import { IDENTITY_PROVIDER, requestKeys, type Session, sessionArn } from "./session.ts";
import { all, any, NotEvaluated, type Verdict } from "./verdict.ts";

/** The requested access. */
export interface Access {
  /** `s3:GetObject` */
  readonly action: string;
  /** `arn:aws:s3:::files/users/ada/note` */
  readonly resource: string;
  /** The condition keys of the service, with their values in this request; a key without values is not in the request. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** All policies that apply to a request. */
export interface ApplicablePolicies {
  readonly identity: readonly Policy[];
  readonly resource: Policy | null;
  readonly boundary: Policy | null;
  readonly session: Policy | null;
}

type PolicyType =
  | "identity-based policy"
  | "permissions boundary"
  | "resource-based policy"
  | "session policy";

export type Denial =
  | { readonly kind: "explicit"; readonly policyType: PolicyType }
  /** `notEvaluated` names the part that might have allowed it. */
  | { readonly kind: "implicit"; readonly policyType: PolicyType; readonly notEvaluated: string | null }
  /** It might be denied. */
  | { readonly kind: "not-evaluated"; readonly what: string };

/**
 * Whether a statement of a resource's policy means this principal; an allow for the whole account leaves the decision to the
 * account's own policies.
 */
type Grant = "other" | "account" | "role" | "session";

/** @returns why it is denied; `null` if it is allowed */
export function decide(session: Session, access: Access, policies: ApplicablePolicies): Denial | null {
  const keys = requestKeys(session, access.context);
  const types: readonly (readonly [PolicyType, readonly Policy[]])[] = [
    ["identity-based policy", policies.identity],
    ["resource-based policy", present(policies.resource)],
    ["permissions boundary", present(policies.boundary)],
    ["session policy", present(policies.session)],
  ];
  for (const [policyType, documents] of types) {
    const verdict = effectOf("Deny", documents);
    if (verdict === true) return { kind: "explicit", policyType };
    if (verdict instanceof NotEvaluated) return { kind: "not-evaluated", what: verdict.what };
  }
  if (effectOf("Allow", present(policies.resource), ["session"]) === true) return null;
  const granted = any([
    effectOf("Allow", policies.identity),
    effectOf("Allow", present(policies.resource), ["role"]),
  ]);
  if (granted !== true) return implicit("identity-based policy", granted);
  for (const [policyType, documents] of types.slice(2)) {
    const verdict = documents.length === 0 ? true : effectOf("Allow", documents);
    if (verdict !== true) return implicit(policyType, verdict);
  }
  return null;

  function effectOf(
    effect: Statement["effect"],
    documents: readonly Policy[],
    grants: readonly Grant[] = ["account", "role", "session"],
  ): Verdict {
    return any(
      documents.flatMap((policy) =>
        policy.statements
          .filter((statement) => statement.effect === effect)
          .map((statement) => {
            const isMeant =
              statement.principals === null || isAmong(grants, grantOf(statement.principals, session));
            return isMeant === true ? applies(statement, policy, access, keys) : isMeant;
          }),
      ),
    );
  }
}

const present = (policy: Policy | null): readonly Policy[] => (policy === null ? [] : [policy]);

const isAmong = (grants: readonly Grant[], grant: Grant | NotEvaluated): Verdict =>
  grant instanceof NotEvaluated ? grant : grants.includes(grant);

const implicit = (policyType: PolicyType, verdict: false | NotEvaluated): Denial => ({
  kind: "implicit",
  policyType,
  notEvaluated: verdict === false ? null : verdict.what,
});

function grantOf(principals: Principals, { roleArn, name }: Session): Grant | NotEvaluated {
  if (principals === "everyone") return "role";
  const { AWS = [], Service: _service, ...others } = principals;
  const account = roleArn.split(":")[4] ?? "";
  if (AWS.includes(sessionArn({ roleArn, name }))) return "session";
  if (AWS.includes(roleArn)) return "role";
  if (AWS.includes(account) || AWS.includes(`arn:aws:iam::${account}:root`)) return "account";
  const [kind] = Object.keys(others);
  return kind === undefined ? "other" : new NotEvaluated(`the principal ${kind}`);
}

/** Whether a statement is about this request; the caller checks the principal. */
export function applies(
  statement: Statement,
  { hasVariables }: Pick<Policy, "hasVariables">,
  { action, resource }: Pick<Access, "action" | "resource">,
  keys: KeyValues,
): Verdict {
  const variables = hasVariables ? keys : null;
  const verdict = all([
    chosen(statement.action, (pattern) => isNameLike(action, pattern)),
    statement.resource === null ||
      chosen(statement.resource, (pattern) => isResource(resource, pattern, variables)),
    conditionsHold(statement.conditions, keys, variables),
    statement.notModelled.length === 0 || new NotEvaluated(statement.notModelled.join(", ")),
  ]);
  return verdict instanceof NotEvaluated
    ? new NotEvaluated(`${verdict.what} in ${statement.place}`)
    : verdict;
}

function chosen(
  { patterns, isExcluded }: Choice,
  isMatch: (pattern: string) => Verdict | typeof NO_VALUE,
): Verdict {
  const verdicts = patterns.map(isMatch);
  // "All but what has no value" could be read either way.
  if (isExcluded && verdicts.includes(NO_VALUE)) {
    return new NotEvaluated("an exclusion by a policy variable that has no value");
  }
  const verdict = any(verdicts.map((found) => (found === NO_VALUE ? false : found)));
  return isExcluded && typeof verdict === "boolean" ? !verdict : verdict;
}

function isResource(resource: string, text: string, variables: KeyValues | null): Verdict | typeof NO_VALUE {
  const pattern = readPattern(text, variables);
  return Array.isArray(pattern) ? matches(pattern, resource) : (pattern as typeof NO_VALUE | NotEvaluated);
}

/** Whether a trust policy's statement is about identities of identity pools. */
export function trustsIdentities(principals: Principals | null): boolean {
  if (principals === null || principals === "everyone") return principals === "everyone";
  return principals.Federated?.includes(IDENTITY_PROVIDER) === true;
}
