/** Compares what functions did with what their roles allow, in both directions. */
import { type Access, decide } from "../../../../local/iam/decide.ts";
import type { Policy, Statement } from "../../../../local/iam/policy-document.ts";
import type { FunctionPolicies } from "./function-policies.ts";
import { ACCOUNT } from "./places.ts";

/** An access, and the function that made it. */
export interface UsedAccess extends Access {
  readonly signer: string;
}

const NO_POLICY = { resource: null, boundary: null, session: null } as const;
const LEADING_KEYS = "dynamodb:LeadingKeys";

/** A sentence for every access that the role of the function does not allow. */
export function refusedAccesses(
  used: readonly UsedAccess[],
  functions: ReadonlyMap<string, FunctionPolicies>,
): string[] {
  return used.flatMap((access) => {
    const { signer, action, resource, context } = access;
    const role = functions.get(signer);
    if (role === undefined) return [`${signer} is not a function of the template, and calls ${action}`];
    const session = {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/${role.roleId}`,
      name: signer,
      tags: {},
      webIdentity: null,
    };
    if (decide(session, access, { identity: role.policies, ...NO_POLICY }) === null) return [];
    const keys = context[LEADING_KEYS] ?? [];
    const on = keys.length === 0 ? resource : `${resource} [${keys.join(", ")}]`;
    return [`${role.roleId} does not allow ${action} on ${on}, which ${signer} calls`];
  });
}

/** One permission of a role: an action on a resource and, in a table, on one kind of partition. */
interface Right {
  readonly roleId: string;
  readonly action: string;
  readonly resource: string;
  readonly partition: string | null;
}

/** `AuthRole dynamodb:PutItem VOUCHED#*` */
export const describeRight = ({ roleId, action, resource, partition }: Right): string =>
  `${roleId} ${action} ${partition ?? resource.split(":").at(-1)}`;

export function rightsOf(functions: ReadonlyMap<string, FunctionPolicies>): Right[] {
  const rights = new Map<string, Right>();
  for (const { roleId, policies } of functions.values()) {
    for (const right of policies.flatMap((policy) => rightsIn(policy, roleId))) {
      rights.set(describeRight(right), right);
    }
  }
  return [...rights.values()];
}

const rightsIn = ({ statements }: Policy, roleId: string): Right[] =>
  statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) =>
      statement.action.patterns.flatMap((action) =>
        (statement.resource?.patterns ?? []).flatMap((resource) =>
          partitionsIn(statement).map((partition) => ({ roleId, action, resource, partition })),
        ),
      ),
    );

function partitionsIn({ conditions }: Statement): (string | null)[] {
  const patterns = conditions["ForAllValues:StringLike"]?.[LEADING_KEYS];
  return patterns === undefined ? [null] : [...patterns];
}

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "su",
  ).test(text);

/** The permissions that no access needed. */
export function unusedRights(
  used: readonly UsedAccess[],
  functions: ReadonlyMap<string, FunctionPolicies>,
): string[] {
  const isUse = (right: Right) => (access: UsedAccess) =>
    functions.get(access.signer)?.roleId === right.roleId &&
    isLike(access.action, right.action) &&
    isLike(access.resource, right.resource) &&
    (right.partition === null ||
      (access.context[LEADING_KEYS] ?? []).some((key) => isLike(key, right.partition ?? "")));
  return rightsOf(functions)
    .filter((right) => !used.some(isUse(right)))
    .map(describeRight);
}
