import {
  AdminListGroupsForUserCommand,
  ListUsersInGroupCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { leavingKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { ADMINS } from "../auth/permissions.ts";
import { callCognito } from "../cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../cognito/exception-codes.ts";
import { ApiError } from "../http/api-error.ts";

/** Longer than any request runs, in milliseconds: one that broke off has lost its claim by then. */
const LEAVING_MS = 30_000;

/** How long the pool's lists may still show somebody who has left; AWS calls them eventually consistent. */
const STALE_MS = 120_000;

const PAGE = 60;

export interface AdminRoster {
  readonly table: ActivityTable;
  readonly userPoolId: string;
  /** What Cognito's refusal to tell of the leaver means, where it differs from the usual. */
  readonly refusals?: ExceptionOverrides;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Leaver {
  readonly sub: string;
  /** The name that the pool's administrative operations take. */
  readonly username: string;
}

/** Whoever never came in, as with an invitation that was not taken up, is nobody to count on. */
const STATUSES_OF_NEWCOMERS: ReadonlySet<string | undefined> = new Set([
  "UNCONFIRMED",
  "FORCE_CHANGE_PASSWORD",
]);

const canSignIn = ({ Enabled, UserStatus }: UserType) =>
  Enabled !== false && !STATUSES_OF_NEWCOMERS.has(UserStatus);

const subOf = ({ Attributes }: UserType) =>
  Attributes?.flatMap(({ Name, Value }) => (Name === "sub" && Value !== undefined ? [Value] : [])) ?? [];

async function isAdmin({ userPoolId, refusals }: AdminRoster, { username }: Leaver): Promise<boolean> {
  let NextToken: string | undefined;
  do {
    const page = await callCognito(
      new AdminListGroupsForUserCommand({
        UserPoolId: userPoolId,
        Username: username,
        Limit: PAGE,
        NextToken,
      }),
      refusals,
    );
    if (page.Groups?.some(({ GroupName }) => GroupName === ADMINS)) return true;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return false;
}

const isGoing = (item: Item, now: number) =>
  Number(item.leavingUntil ?? 0) > now || Number(item.leftUntil ?? 0) > now;

/** Whether there is an administrator beside this one who can sign in and is not about to go, or gone. */
async function anotherStays({ table, userPoolId }: AdminRoster, { sub }: Leaver, now: number) {
  let NextToken: string | undefined;
  do {
    const page = await callCognito(
      new ListUsersInGroupCommand({ UserPoolId: userPoolId, GroupName: ADMINS, Limit: PAGE, NextToken }),
    );
    const others = (page.Users ?? [])
      .filter(canSignIn)
      .flatMap(subOf)
      .filter((other) => other !== sub);
    const marks = others.length === 0 ? [] : await table.getAll(others.map(leavingKey));
    const going = new Set(marks.filter((mark) => isGoing(mark, now)).map(({ PK }) => PK));
    if (others.some((other) => !going.has(leavingKey(other).PK))) return true;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return false;
}

/** @returns false where another request is about to do the same to the same account */
async function claim({ table }: AdminRoster, { sub }: Leaver, now: number): Promise<boolean> {
  const item = await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :until, #expiresAt = :expiresAt",
    condition: "attribute_not_exists(#leavingUntil) OR #leavingUntil <= :now",
    values: { now, until: now + LEAVING_MS, expiresAt: Math.ceil((now + LEAVING_MS + STALE_MS) / 1000) },
  });
  return item !== undefined;
}

/** Ends a claim on somebody who stays. */
async function release({ table }: AdminRoster, { sub }: Leaver): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :never",
    values: { never: 0 },
  });
}

/** Ends a claim on an administrator who is gone. */
async function noteGone({ table }: AdminRoster, { sub }: Leaver, now: number): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leavingUntil = :never, #leftUntil = :until",
    values: { never: 0, until: now + STALE_MS },
  });
}

/**
 * Does what may take an administrator away (disable, delete, remove from the group), unless no other one would be left.
 *
 * Of requests at the same time at least one administrator survives, without a lock: each first marks whom it takes away, by
 * a conditional write, and then looks for somebody unmarked; so of two that take away each other's last one, the one that
 * looks later sees the other's mark. Both may see it: then both are refused, and nothing was done. A mark outlives what it
 * stands for by as long as the pool's lists may lag behind.
 *
 * @throws ApiError `last_admin`; `service_unavailable` where the same account is being taken away already; what `leave` throws
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
    // Nobody knows whether an administrator is gone now: that claim runs out by itself. Anybody else may try again at once.
    if (!isOne) await release(roster, leaver);
    throw error;
  }
  await (isOne ? noteGone(roster, leaver, now()) : release(roster, leaver));
}

/** Says that somebody who may have left is an administrator again, once the pool has been told. */
export async function countAsAdmin({ table }: Pick<AdminRoster, "table">, sub: string): Promise<void> {
  await table.update({
    key: leavingKey(sub),
    expression: "SET #leftUntil = :never",
    condition: "attribute_exists(#leftUntil)",
    values: { never: 0 },
  });
}
