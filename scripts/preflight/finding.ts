/**
 * How bad a change is:
 *
 * - `impossible`: the service refuses it, and the deployment rolls back;
 * - `destructive`: people or data are cut off, and no second deployment brings them back;
 * - `risky`: it works, but may be unwanted;
 * - `note`: worth knowing.
 */
export type Severity = "impossible" | "destructive" | "risky" | "note";

/** One change that a deployment would make, or fail to make. */
export interface Finding {
  readonly severity: Severity;
  /** Logical id in the template, or the name of something without one. */
  readonly resource: string;
  /** The property's path; empty for the resource as a whole. */
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
  /** What would happen, as a sentence. */
  readonly consequence: string;
  /** What to do instead, as a sentence. */
  readonly remedy: string;
}

const SEVERITIES: readonly Severity[] = ["impossible", "destructive", "risky", "note"];

/** Worst first, and in the order of resources within a severity. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (left, right) =>
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
      left.resource.localeCompare(right.resource) ||
      left.property.localeCompare(right.property),
  );
}

/**
 * The findings that stop a deployment: everything impossible, and everything destructive that was not accepted.
 *
 * @param accepted resources whose destructive changes are intended
 */
export function blockingFindings(findings: readonly Finding[], accepted: readonly string[]): Finding[] {
  return findings.filter(
    ({ severity, resource }) =>
      severity === "impossible" || (severity === "destructive" && !accepted.includes(resource)),
  );
}
