/**
 * Replacements that CloudFormation can't make: it creates the new resource before it deletes the old one, and a unique resource
 * can't exist twice.
 */

import { isSame } from "../../cloudformation/property-values.ts";
import { isIntrinsic, type Properties, type Resource } from "../../cloudformation/template.ts";
import type { Replacement } from "./replacement.ts";
import { identifyingProperties } from "./replacement.ts";

interface Refusal {
  readonly consequence: string;
  readonly remedy: string;
}

interface Sides {
  readonly former: Resource;
  readonly next: Resource;
  /** Logical ids of all replaced resources. */
  readonly replaced: ReadonlySet<string>;
}

/** Why the replacement fails; `null` if it works. */
export function refusalOf(replacement: Replacement, sides: Sides): Refusal | null {
  return sides.next.Type === "AWS::Cognito::UserPoolDomain"
    ? refusalOfDomain(replacement, sides)
    : refusalOfName(sides);
}

/**
 * A pool has at most one prefix and one custom domain (`User pool already has a domain configured`, aws-cdk#10062), and a domain
 * belongs to one pool (`Domain already associated with another user pool`).
 */
function refusalOfDomain({ property }: Replacement, { former, next }: Sides): Refusal | null {
  if (property === "UserPoolId" && isSame(former.Properties?.Domain, next.Properties?.Domain)) {
    return {
      consequence:
        "The domain belongs to the old pool until that is deleted; Cognito refuses it for the new one.",
      remedy: "Keep the pool, or give the new one another domain.",
    };
  }
  const isOwn = (properties: Properties | undefined) => properties?.CustomDomainConfig !== undefined;
  if (isOwn(former.Properties) !== isOwn(next.Properties)) return null;
  return {
    consequence:
      "The new domain is created before the old one is deleted, and Cognito refuses a second domain of the same kind.",
    remedy:
      "Deploy twice: first without a domain (managedLogin off), which this preflight reports as destructive, then with the new one.",
  };
}

/** "CloudFormation cannot update a stack when a custom-named resource requires replacing." */
function refusalOfName({ former, next, replaced }: Sides): Refusal | null {
  const names = identifyingProperties(next.Type);
  if (names === null || names.length === 0) return null;
  const isKept = names.every((name) => {
    const [from, to] = [former.Properties?.[name], next.Properties?.[name]];
    return from !== undefined && isSame(from, to) && !isReplaced(to, replaced);
  });
  if (!isKept) return null;
  return {
    consequence: `A new one is created before the old one is deleted, and ${names.join(" and ")} stays the same: the service refuses a second one.`,
    remedy: `Change ${names.at(-1)} in the same deployment, or leave the property as it is.`,
  };
}

const isReplaced = (value: unknown, replaced: ReadonlySet<string>): boolean =>
  isIntrinsic(value) && [...replaced].some((id) => JSON.stringify(value).includes(JSON.stringify(id)));
