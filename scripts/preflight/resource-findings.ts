/** Resources that are removed, replaced or change their type, judged by the two templates only. */

import type { Resource } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";
import { refusalOf } from "./refused-replacement.ts";
import { findReplacements, type Replacement } from "./replacement.ts";
import { kindOf, type ResourceKind } from "./resource-kinds.ts";

type Resources = ReadonlyMap<string, Resource>;

export function resourceFindings(before: Resources, after: Resources): Finding[] {
  return [
    ...retypedFindings(before, after),
    ...removedFindings(before, after),
    ...replacedFindings(before, after),
    ...policyFindings(before, after),
  ];
}

function retypedFindings(before: Resources, after: Resources): Finding[] {
  return [...after].flatMap(([resource, { Type }]) => {
    const former = before.get(resource);
    if (former === undefined || former.Type === Type) return [];
    return [
      {
        severity: "impossible" as const,
        resource,
        property: "Type",
        from: former.Type,
        to: Type,
        consequence: "CloudFormation can't change the type of a resource.",
        remedy: "Give the new resource another logical id.",
      },
    ];
  });
}

function removedFindings(before: Resources, after: Resources): Finding[] {
  return [...before].flatMap(([resource, former]) => {
    const kind = kindOf(former.Type);
    if (after.has(resource) || kind === undefined) return [];
    const isKept = kind.survivesByRetain && isRetained(former.DeletionPolicy);
    return [
      {
        severity: isKept ? ("risky" as const) : kind.severity,
        resource,
        property: "",
        from: former.Type,
        to: undefined,
        consequence: isKept
          ? "It leaves the stack and stays in the account, where no template manages it."
          : `It is deleted. Lost: ${kind.holds}.`,
        remedy: isKept
          ? "Import it again if you need it, or delete it by hand."
          : "Keep it in the template, or deploy DeletionPolicy: Retain before removing it.",
      },
    ];
  });
}

function replacedFindings(before: Resources, after: Resources): Finding[] {
  const replacements = findReplacements(before, after);
  const replaced = new Set(replacements.map(({ id }) => id));
  return replacements.flatMap((replacement) => {
    const { id, property, from, to } = replacement;
    const [former, next] = [before.get(id), after.get(id)];
    if (former === undefined || next === undefined) return [];
    const refusal = refusalOf(replacement, { former, next, replaced });
    if (refusal !== null) {
      return [{ severity: "impossible" as const, resource: id, property, from, to, ...refusal }];
    }
    const kind = kindOf(next.Type);
    return kind === undefined ? [] : [replacedFinding(replacement, { former, next, kind })];
  });
}

interface Replaced {
  readonly former: Resource;
  readonly next: Resource;
  readonly kind: ResourceKind;
}

function replacedFinding({ id, property, from, to }: Replacement, { former, next, kind }: Replaced): Finding {
  // AWS does not document which of the two templates' policies decides: only both together are safe.
  const isKept =
    kind.survivesByRetain && [former, next].every(({ UpdateReplacePolicy: policy }) => isRetained(policy));
  const fate = isKept
    ? "the old one stays in the account, outside the stack"
    : `the old one is deleted. Lost: ${kind.holds}`;
  const secret = property === "GenerateSecret" ? " The client gets another id and another secret." : "";
  return {
    severity: kind.severity,
    resource: id,
    property,
    from,
    to,
    consequence: `A new, empty one is created and ${fate}.${secret}`,
    remedy:
      "Leave the property as it is, or add a second resource and migrate to it before you remove the first one.",
  };
}

const POLICIES = [
  ["DeletionPolicy", "the stack is deleted or the resource leaves it"],
  ["UpdateReplacePolicy", "an update replaces it"],
] as const;

/** A policy that protected a resource's content and no longer does. This change removes nothing, but the next one may. */
function policyFindings(before: Resources, after: Resources): Finding[] {
  return [...after].flatMap(([resource, next]) => {
    const former = before.get(resource);
    const kind = kindOf(next.Type);
    if (former?.Type !== next.Type || kind?.survivesByRetain !== true) return [];
    return POLICIES.filter(([policy]) => isRetained(former[policy]) && !isRetained(next[policy])).map(
      ([property, occasion]) => ({
        severity: "risky" as const,
        resource,
        property,
        from: former[property],
        to: next[property],
        consequence: `It is deleted when ${occasion}. That loses: ${kind.holds}.`,
        remedy: "Keep Retain if the resource holds anything of value.",
      }),
    );
  });
}

/** Also `RetainExceptOnCreate`. With `Snapshot` the data can't be accessed. */
const isRetained = (policy: unknown): boolean => policy === "Retain" || policy === "RetainExceptOnCreate";
