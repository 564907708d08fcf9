/** Resources that go, are made anew or change their type, from the two templates alone. */

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
        consequence: "CloudFormation does not change the type of a resource.",
        remedy: "Give the new resource a logical id of its own.",
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
          ? "Import it again if it was meant to stay, or delete it by hand."
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
    if (refusal !== null)
      return [{ severity: "impossible" as const, resource: id, property, from, to, ...refusal }];
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
  // Which of the two templates' policies decides is not documented: only both together are safe.
  const isKept =
    kind.survivesByRetain && [former, next].every(({ UpdateReplacePolicy: policy }) => isRetained(policy));
  const fate = isKept
    ? "the old one stays in the account, cut off from the stack"
    : `the old one is deleted. Lost: ${kind.holds}`;
  const secret = property === "GenerateSecret" ? " The client gets another id and another secret." : "";
  return {
    severity: kind.severity,
    resource: id,
    property,
    from,
    to,
    consequence: `A new, empty one is made and ${fate}.${secret}`,
    remedy: "Leave the property as it is, or add a second resource and move over before the first one goes.",
  };
}

const POLICIES = [
  ["DeletionPolicy", "the stack goes, or the resource leaves it"],
  ["UpdateReplacePolicy", "an update makes it anew"],
] as const;

/** What kept a resource's content so far and no longer does. The change itself takes nothing away: the next one does. */
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
        consequence: `It is deleted when ${occasion}. Then lost: ${kind.holds}.`,
        remedy: "Leave it at Retain where there is anything to lose.",
      }),
    );
  });
}

/** Also `RetainExceptOnCreate`; `Snapshot` keeps no access. */
const isRetained = (policy: unknown): boolean => policy === "Retain" || policy === "RetainExceptOnCreate";
