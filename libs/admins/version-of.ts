import { editKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { ApiError } from "../http/api-error.ts";
import { sha256 } from "../sha256.ts";

/** Longer than a request can take, in milliseconds: an interrupted change blocks others for so long. */
const LEASE_MS = 15_000;

/**
 * The version of a record's editable fields: equal fields have equal versions.
 *
 * @param fields always in the same order
 */
export function versionOf(fields: readonly (string | number | undefined)[]): string {
  const content = JSON.stringify(fields.map((field) => field ?? null));
  return sha256(content).slice(0, 22);
}

interface Edited {
  readonly kind: "user" | "group";
  readonly id: string;
  /** The version that the change is based on; undefined: any. */
  readonly version: string | undefined;
}

/**
 * Changes a record only if it is as it was when the client read it. Cognito has no conditional update, so this compares the
 * version and then writes, while a lease makes other changes of the same record by this API wait. A change by the owner or an
 * SDK in those milliseconds goes unnoticed.
 *
 * @param change loads the record, calls its argument with the version that it finds, and writes
 * @throws ApiError `changed_meanwhile`, also while another change of the record is in progress
 */
export async function changeUnchanged<Result>(
  table: ActivityTable,
  { kind, id, version }: Edited,
  change: (check: (found: string) => void) => Promise<Result>,
): Promise<Result> {
  if (version === undefined) return change(() => undefined);
  const key = editKey(kind, id);
  const now = Date.now();
  const until = now + LEASE_MS;
  const lease = await table.update({
    key,
    expression: "SET #until = :until, #expiresAt = :expiresAt",
    condition: "attribute_not_exists(#until) OR #until <= :now",
    values: { until, now, expiresAt: Math.ceil(until / 1000) },
  });
  if (lease === undefined) throw new ApiError("changed_meanwhile");
  try {
    return await change((found) => {
      if (found !== version) throw new ApiError("changed_meanwhile");
    });
  } finally {
    // Only its own lease: an expired one may belong to another request by now. One that stays expires by itself.
    await table
      .update({
        key,
        expression: "SET #until = :now",
        condition: "#until = :until",
        values: { now, until },
      })
      .catch(() => undefined);
  }
}
