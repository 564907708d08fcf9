import {
  AdminListGroupsForUserCommand,
  ListUsersInGroupCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { leavingKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { ADMINS } from "../auth/permissions.ts";
import { listPages } from "../aws/list-pages.ts";
import { callCognito } from "../cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../cognito/exception-codes.ts";
import { ApiError } from "../http/api-error.ts";

/** Longer than any request runs, in milliseconds: the claim of an interrupted one has expired by then. */
const LEAVING_MS = 30_000;

/** How long the pool's lists may still show a user who has left: AWS calls them eventually consistent. In milliseconds. */
const STALE_MS = 120_000;

const PAGE = 60;

export interface AdminRoster {
  readonly table: ActivityTable;
  readonly userPoolId: string;
  /** What Cognito's errors about the leaving user mean, if it differs from the usual. */
  readonly refusals?: ExceptionOverrides;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Leaver {
  readonly sub: string;
  /** The name that the pool's administrative operations take. */
  readonly username: string;
}

/** A user who never signed in, such as one with an open invitation, does not count. */
const STATUSES_OF_NEWCOMERS: ReadonlySet<string | undefined> = new Set([
  "UNCONFIRMED",
  "FORCE_CHANGE_PASSWORD",
]);

const canSignIn = ({ Enabled, UserStatus }: UserType) =>
  Enabled !== false && !STATUSES_OF_NEWCOMERS.has(UserStatus);

const subOf = ({ Attributes }: UserType) =>
  Attributes?.flatMap(({ Name, Value }) => (Name === "sub" && Value !== undefined ? [Value] : [])) ?? [];

async function isAdmin({ userPoolId, refusals }: AdminRoster, { username }: Leaver): Promise<boolean> {
  const inPool = { UserPoolId: userPoolId, Username: username, Limit: PAGE };
  const pages = listPages((NextToken) =>
    callCognito(new AdminListGroupsForUserCommand({ ...inPool, NextToken }), refusals),
  );
  for await (const { Groups = [] } of pages) {
    if (Groups.some(({ GroupName }) => GroupName === ADMINS)) return true;
  }
  return false;
}

const isGoing = (item: Item, now: number) =>
  Number(item.leavingUntil ?? 0) > now || Number(item.leftUntil ?? 0) > now;

/** Whether there is another administrator who can sign in and is not leaving. */
async function anotherStays({ table, userPoolId }: AdminRoster, { sub }: Leaver, now: number) {
  const inGroup = { UserPoolId: userPoolId, GroupName: ADMINS, Limit: PAGE };
  const pages = listPages((NextToken) => callCognito(new ListUsersInGroupCommand({ ...inGroup, NextToken })));
  for await (const { Users = [] } of pages) {
    const others = Users.filter(canSignIn)
      .flatMap(subOf)
      .filter((other) => other !== sub);
    const marks = others.length === 0 ? [] : await table.getAll(others.map(leavingKey));
    const going = new Set(marks.filter((mark) => isGoing(mark, now)).map(({ PK }) => PK));
    if (others.some((other) => !going.has(leavingKey(other).PK))) return true;
  }
  return false;
}

/** @returns false if another request is removing the same user */
async function claim({ table }: AdminRoster, { sub }: Leaver, now: number): Promise<boolean> {
  const item = await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :until, #expiresAt = :expiresAt",
    condition: "attribute_not_exists(#leavingUntil) OR #leavingUntil <= :now",
    values: { now, until: now + LEAVING_MS, expiresAt: Math.ceil((now + LEAVING_MS + STALE_MS) / 1000) },
  });
  return item !== undefined;
}

/** Releases the claim on a user who stays. */
async function release({ table }: AdminRoster, { sub }: Leaver): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :never",
    values: { never: 0 },
  });
}

/** Turns the claim into a mark of an administrator who is gone. */
async function noteGone({ table }: AdminRoster, { sub }: Leaver, now: number): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :never, #leftUntil = :until",
    values: { never: 0, until: now + STALE_MS },
  });
}

/**
 * Does what may remove an administrator (disable, delete, remove from the group), unless no other one would be left.
 *
 * Concurrent requests leave at least one administrator, without a lock: each first marks the user that it removes, by a
 * conditional write, and then looks for one without a mark. So if two remove each other's last one, the later one sees the
 * other's mark. If both see it, both are refused and nothing happened. A mark lasts longer than the removal, since the pool's
 * lists may lag behind.
 *
 * @throws ApiError `last_admin`; `service_unavailable` if the same account is being removed already; what `leave` throws
 */
export async function keepAnAdmin(
  roster: AdminRoster,
  leaver: Leaver,
  leave: () => Promise<void>,
): Promise<void> {
  const { now = Date.now } = roster;
  if (!(await claim(roster, leaver, now()))) throw new ApiError("service_unavailable");
  let isOne: boolean;
  try {
    isOne = await isAdmin(roster, leaver);
    if (isOne && !(await anotherStays(roster, leaver, now()))) throw new ApiError("last_admin");
  } catch (error) {
    await release(roster, leaver);
    throw error;
  }
  try {
    await leave();
  } catch (error) {
    // It is unknown whether an administrator is gone now, so that claim expires by itself. After any other error another try is
    // possible at once.
    if (!isOne) await release(roster, leaver);
    throw error;
  }
  await (isOne ? noteGone(roster, leaver, now()) : release(roster, leaver));
}

/** Records that a user who may have left is an administrator again, after the pool was changed. */
export async function countAsAdmin({ table }: Pick<AdminRoster, "table">, sub: string): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leftUntil = :never",
    condition: "attribute_exists(#leftUntil)",
    values: { never: 0 },
  });
}
