import { createHash } from "node:crypto";
import { editKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { ApiError } from "../http/api-error.ts";

/** Longer than a request can take, in milliseconds: a change that broke off keeps others back for so long. */
const LEASE_MS = 15_000;

/**
 * The version of what can be changed in a record: of equal contents equal, whoever made them so.
 *
 * @param fields in an order that does not change
 */
export function versionOf(fields: readonly (string | number | undefined)[]): string {
  const content = JSON.stringify(fields.map((field) => field ?? null));
  return createHash("sha256").update(content).digest("base64url").slice(0, 22);
}

interface Edited {
  readonly kind: "user" | "group";
  readonly id: string;
  /** What the change was made from; undefined: whatever there is. */
  readonly version: string | undefined;
}

/**
 * Changes a record only if it is as it was when it was read. Cognito has no conditional update, so the version is compared and then
 * written, and in between changes of the same record by this API take turns by a lease. What changes it past the lease in these
 * milliseconds, the owner or an SDK, is not seen.
 *
 * @param change loads the record, calls its argument with the version that it finds, and writes
 * @throws ApiError `changed_meanwhile`, also where another change of the record is under way
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
    // Its own alone: a lease that ran out may be another one's by now. One that stays ends by itself.
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
