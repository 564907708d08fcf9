import * as z from "zod/mini";
import {
  MEMBER_PREFIX,
  memberKey,
  membershipKey,
  organizationKey,
  organizationPartition,
} from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { queryAll } from "../activity/query-pages.ts";
import type { TransactingTable, Write } from "../activity/transact-write.ts";
import { ApiError } from "../http/api-error.ts";
import { readCursor, writeCursor } from "../http/cursor.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { noteChange } from "./member-changes.ts";
import { IS_THERE } from "./organizations.ts";
import { isOrganizationRole, type OrganizationRole, rolesFrom } from "./roles.ts";

/** Members of one organization. Its deletion reads all of them within one request. */
export const MAX_MEMBERS = 1000;

/** A member of an organization. Times are milliseconds since the epoch. */
export interface Member {
  readonly sub: string;
  readonly role: OrganizationRole;
  readonly joinedAt: number;
}

/** The change of one member. */
interface Change {
  readonly organization: string;
  readonly sub: string;
  /** The role that the member has: the change fails if it is another one by now. */
  readonly from: OrganizationRole;
}

/** That another member makes a change. */
interface ByAnother {
  /** The condition that they may. */
  readonly allowed: Write;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function readMember(item: Item): Member[] {
  const { sub, role, joinedAt } = item;
  return isOrganizationRole(role) ? [{ sub: String(sub), role, joinedAt: Number(joinedAt) }] : [];
}

/** A write that fails unless the actor has the given role, or one that includes it. */
export function unlessRole(actor: string, organization: string, least: OrganizationRole): Write {
  const roles = rolesFrom(least);
  return {
    check: membershipKey(actor, organization),
    condition: `#role IN (${roles.map((role) => `:${role}`).join(", ")})`,
    values: Object.fromEntries(roles.map((role) => [role, role])),
  };
}

const Position = z.strictObject({ SK: z.string().check(z.startsWith(MEMBER_PREFIX)) });

/**
 * The members of an organization, a page at a time.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function listMembers(
  table: ActivityTable,
  organization: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Member[]; readonly cursor?: string }> {
  const PK = organizationPartition(organization);
  const position = readCursor(cursor, Position);
  const page = await table.query({
    partition: PK,
    prefix: MEMBER_PREFIX,
    order: "oldest first",
    limit,
    // The organization is never taken from the cursor.
    ...withoutUndefined({ after: position && { PK, SK: position.SK } }),
  });
  const items = page.items.flatMap(readMember);
  return page.next === undefined ? { items } : { items, cursor: writeCursor({ SK: page.next.SK ?? "" }) };
}

/** All members: for the few cases that need them. */
export async function loadAllMembers(table: ActivityTable, organization: string): Promise<readonly Member[]> {
  const items = await queryAll(table, {
    partition: organizationPartition(organization),
    prefix: MEMBER_PREFIX,
    order: "oldest first",
    limit: 100,
  });
  return items.flatMap(readMember);
}

/** @returns undefined for a user who is not a member */
export async function loadMember(
  table: ActivityTable,
  organization: string,
  sub: string,
): Promise<Member | undefined> {
  const item = await table.get(memberKey(organization, sub));
  return item === undefined ? undefined : readMember(item)[0];
}

/** The numbers of an organization after a change. The last owner can't go. */
function countWrite(organization: string, owners: number, members: number): Write {
  return {
    update: organizationKey(organization),
    expression: "ADD #owners :owners, #members :members",
    condition: owners < 0 ? `${IS_THERE} AND #owners > :one` : IS_THERE,
    values: owners < 0 ? { owners, members, one: 1 } : { owners, members },
  };
}

/**
 * Why a change of a member was refused.
 *
 * @param failed by index: 0 the numbers, then the actor's role if there is an actor, then both sides of the membership
 */
function checkWritten(failed: readonly number[], hasActor: boolean): void {
  if (failed.length === 0) return;
  if (hasActor && failed.includes(1)) throw new ApiError("organization_role_required");
  const isOnlyTheCount = failed.every((index) => index === 0);
  throw new ApiError(isOnlyTheCount ? "last_owner" : "changed_meanwhile");
}

const ownersIn = (role: OrganizationRole | undefined) => (role === "owner" ? 1 : 0);

/**
 * Gives a member another role, by one transaction: at least one owner stays, and the actor still has the role that it takes.
 *
 * @param by undefined if the service itself does it, or a member to themself
 * @throws ApiError `last_owner`, `organization_role_required`, `changed_meanwhile`
 */
export async function changeRole(
  table: TransactingTable,
  { organization, sub, from, to }: Change & { readonly to: OrganizationRole },
  by?: ByAnother,
): Promise<void> {
  if (from === to) return;
  const role = { expression: "SET #role = :to", condition: "#role = :from", values: { from, to } };
  const failed = await table.transact([
    countWrite(organization, ownersIn(to) - ownersIn(from), 0),
    ...(by === undefined ? [] : [by.allowed]),
    { update: memberKey(organization, sub), ...role },
    { update: membershipKey(sub, organization), ...role },
    ...(by === undefined ? [] : [noteChange({ organization, sub }, by.now)]),
  ]);
  checkWritten(failed, by !== undefined);
}

/**
 * Removes a member, as {@link changeRole} changes one.
 *
 * @throws ApiError `last_owner`, `organization_role_required`, `changed_meanwhile`
 */
export async function removeMember(
  table: TransactingTable,
  { organization, sub, from }: Change,
  by?: ByAnother,
): Promise<void> {
  const hasRole = { condition: "#role = :from", values: { from } };
  const failed = await table.transact([
    countWrite(organization, -ownersIn(from), -1),
    ...(by === undefined ? [] : [by.allowed]),
    { delete: memberKey(organization, sub), ...hasRole },
    { delete: membershipKey(sub, organization), ...hasRole },
    ...(by === undefined ? [] : [noteChange({ organization, sub }, by.now)]),
  ]);
  checkWritten(failed, by !== undefined);
}
