import { withoutUndefined } from "../without-undefined.ts";
import { nameKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { expiryAfterDays } from "./days.ts";
import { EVENT_DAYS, reportLostWrite } from "./record-event.ts";

/** A user's name, to show beside an id. */
export interface UserName {
  readonly email?: string;
  readonly name?: string;
}

/** The names of a user in the pool. */
export interface Names {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
}

/** The maximum number of keys in one request. */
const BATCH = 100;

function describe({ email, name, givenName, familyName }: Names): UserName {
  const full = name ?? [givenName, familyName].filter((part) => part !== undefined && part !== "").join(" ");
  return {
    ...withoutUndefined({ email: email || undefined, name: full || undefined }),
  };
}

/**
 * Stores a user's name, so that lists can show it without asking Cognito, which bills every user that it is asked about. It is
 * in one item, not in every event: a change and a deletion take effect everywhere. It lasts as long as the audit trail, for
 * users who are not deleted by this API.
 *
 * @param now milliseconds since the epoch
 */
export async function noteName(table: ActivityTable, sub: string, names: Names, now: number): Promise<void> {
  await table.put({ ...nameKey(sub), ...describe(names), expiresAt: expiryAfterDays(EVENT_DAYS, now) });
}

/** {@link noteName} for a route that has already changed the user: a name in lists is not worth an error. */
export async function keepName(table: ActivityTable, sub: string, names: Names): Promise<void> {
  await noteName(table, sub, names, Date.now()).catch((error: unknown) => reportLostWrite("name", error));
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The names of users, by `sub`. Deleted users and machines are missing. One request for a hundred users. */
export async function loadNames(
  table: ActivityTable,
  subs: Iterable<string>,
): Promise<ReadonlyMap<string, UserName>> {
  const keys = [...new Set(subs)].map(nameKey);
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
    table.getAll(keys.slice(index * BATCH, (index + 1) * BATCH)),
  );
  const items = (await Promise.all(batches)).flat();
  return new Map(
    items.map(({ PK, email, name }) => [
      PK.slice(PK.indexOf("#") + 1),
      describe({ email: text(email), name: text(name) }),
    ]),
  );
}
