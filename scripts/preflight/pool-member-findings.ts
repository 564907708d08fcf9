/** Members of a live pool besides users: groups and identity providers that were created by hand. */

import { valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Resource } from "../../cloudformation/template.ts";
import type { LivePool } from "./deployed-state.ts";
import type { Finding } from "./finding.ts";

interface PoolContext {
  readonly poolId: string;
  readonly after: ReadonlyMap<string, Resource>;
  /** What the stack has; `null` if there is no stack. */
  readonly before: ReadonlyMap<string, Resource> | null;
}

/** Both kinds have unique names in a pool: what the stack will create must not exist yet. */
export function poolMemberFindings(live: LivePool, context: PoolContext): Finding[] {
  const groups = live.groups.map(({ GroupName }) => GroupName ?? "");
  const providers = live.providers.map(({ ProviderName }) => ProviderName ?? "");
  return [
    ...memberFindings({ type: "AWS::Cognito::UserPoolGroup", name: "GroupName", existing: groups }, context),
    ...memberFindings(
      { type: "AWS::Cognito::UserPoolIdentityProvider", name: "ProviderName", existing: providers },
      context,
    ),
  ];
}

interface Kind {
  readonly type: string;
  readonly name: string;
  readonly existing: readonly string[];
}

function memberFindings({ type, name, existing }: Kind, { poolId, after, before }: PoolContext): Finding[] {
  const isOfPool = ([, { Type, Properties }]: readonly [string, Resource]) => {
    const pool = Properties?.UserPoolId;
    return Type === type && isRecord(pool) && pool.Ref === poolId;
  };
  const wanted = [...after]
    .filter(isOfPool)
    .map(([id, { Properties }]) => [id, valueAt(Properties, name)] as const);
  const colliding =
    before === null
      ? []
      : wanted.filter(([id, value]) => !before.has(id) && existing.includes(String(value)));
  const managed = new Set([
    ...wanted.map(([, value]) => value),
    ...[...(before ?? [])].filter(isOfPool).map(([, { Properties }]) => valueAt(Properties, name)),
  ]);
  return [
    ...colliding.map(
      ([resource, value]): Finding => ({
        severity: "impossible",
        resource,
        property: name,
        from: undefined,
        to: value,
        consequence: "The pool already has one with this name, outside the stack; creating it fails.",
        remedy: "Import the existing one into the stack, or delete it first.",
      }),
    ),
    ...existing
      .filter((value) => !managed.has(value))
      .map(
        (value): Finding => ({
          severity: "note",
          resource: poolId,
          property: name,
          from: value,
          to: undefined,
          consequence: "It was created by hand and stays as it is: it is not in the template.",
          remedy: "Add it to the template if it is meant to stay.",
        }),
      ),
  ];
}
