import { randomBytes } from "node:crypto";
import {
  chosenOrganizationKey,
  MEMBER_PREFIX,
  MEMBERSHIP_PREFIX,
  memberKey,
  membershipKey,
  membershipsPartition,
  organizationKey,
  organizationPartition,
} from "../activity/activity-keys.ts";
import type { ActivityTable, Item, Key } from "../activity/activity-table.ts";
import { queryPages } from "../activity/query-pages.ts";
import type { TransactingTable, Write } from "../activity/transact-write.ts";
import { type ActiveOrganization, MAX_MEMBERSHIPS, readMembership } from "./active-organization.ts";
import type { OrganizationRole } from "./roles.ts";

/** An organization. Times are milliseconds since the epoch. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly owners: number;
  readonly members: number;
}

/** A user's membership, with the organization's name. */
export interface OwnMembership extends ActiveOrganization {
  readonly name: string;
  readonly joinedAt: number;
  /** The user chose it last. */
  readonly chosen: boolean;
}

/** Deletions at a time. */
const PARALLEL = 25;

/** An organization that is not being deleted. */
export const IS_THERE = "attribute_exists(#id) AND attribute_not_exists(#deletedAt)";

const newOrganizationId = (): string => `org_${randomBytes(12).toString("base64url")}`;

function readOrganization(item: Item | undefined): Organization | undefined {
  if (item === undefined || item.deletedAt !== undefined) return undefined;
  const { id, name, createdAt, owners, members } = item;
  return {
    id: String(id),
    name: String(name),
    createdAt: Number(createdAt),
    owners: Number(owners),
    members: Number(members),
  };
}

/** The items of a membership on both sides, and the choice of the organization for the next tokens. */
export function joiningWrites(
  {
    sub,
    organization,
    role,
  }: { readonly sub: string; readonly organization: string; readonly role: OrganizationRole },
  now: number,
): readonly Write[] {
  const membership = { sub, organization, role, joinedAt: now };
  const condition = "attribute_not_exists(#role)";
  return [
    { put: { ...memberKey(organization, sub), ...membership }, condition },
    { put: { ...membershipKey(sub, organization), ...membership }, condition },
    { put: { ...chosenOrganizationKey(sub), organization } },
  ];
}

/** Makes an organization with its first owner, who has it in the next tokens. */
export async function createOrganization(
  table: TransactingTable,
  { sub, name }: { readonly sub: string; readonly name: string },
  now: number,
): Promise<Organization> {
  const organization = { id: newOrganizationId(), name, createdAt: now, owners: 1, members: 1 };
  await table.transact([
    { put: { ...organizationKey(organization.id), ...organization, createdBy: sub } },
    ...joiningWrites({ sub, organization: organization.id, role: "owner" }, now),
  ]);
  return organization;
}

/** @returns undefined if there is none, or it is being deleted */
export const loadOrganization = async (table: ActivityTable, id: string): Promise<Organization | undefined> =>
  readOrganization(await table.get(organizationKey(id)));

/** What the table says now, not a token. */
export const loadMembershipIn = async (
  table: ActivityTable,
  sub: string,
  organization: string,
): Promise<ActiveOrganization | undefined> =>
  readMembership(await table.get(membershipKey(sub, organization)));

/** @returns whether the organization is there and the actor may do this */
export async function renameOrganization(
  table: TransactingTable,
  { id, name, allowed }: { readonly id: string; readonly name: string; readonly allowed: Write },
): Promise<boolean> {
  const failed = await table.transact([
    { update: organizationKey(id), expression: "SET #name = :name", condition: IS_THERE, values: { name } },
    allowed,
  ]);
  return failed.length === 0;
}

/** The ids of the organizations of a user, also of those that are being deleted. */
export async function listOrganizationIds(table: ActivityTable, sub: string): Promise<readonly string[]> {
  const { items } = await table.query({
    partition: membershipsPartition(sub),
    prefix: MEMBERSHIP_PREFIX,
    order: "oldest first",
    limit: MAX_MEMBERSHIPS,
    // A deletion must not miss one.
    consistent: true,
  });
  return items.map(({ SK }) => SK.slice(MEMBERSHIP_PREFIX.length));
}

/** The memberships of a user with the organizations' names, by name. */
export async function listMemberships(table: ActivityTable, sub: string): Promise<readonly OwnMembership[]> {
  const { items } = await table.query({
    partition: membershipsPartition(sub),
    order: "oldest first",
    limit: MAX_MEMBERSHIPS + 1,
  });
  const chosen = items.find(({ SK }) => SK === chosenOrganizationKey(sub).SK)?.organization;
  const memberships = items.filter(({ SK }) => SK.startsWith(MEMBERSHIP_PREFIX));
  if (memberships.length === 0) return [];
  const organizations = await table.getAll(
    memberships.map(({ organization }) => organizationKey(String(organization))),
  );
  const byId = new Map(
    organizations.flatMap((item) => readOrganization(item) ?? []).map((one) => [one.id, one]),
  );
  return memberships
    .flatMap((item) => {
      const membership = readMembership(item);
      const organization = byId.get(membership?.id ?? "");
      if (membership === undefined || organization === undefined) return [];
      const { id, role } = membership;
      return [{ id, role, name: organization.name, joinedAt: Number(item.joinedAt), chosen: id === chosen }];
    })
    .sort((one, other) => one.name.localeCompare(other.name) || one.joinedAt - other.joinedAt);
}

/**
 * Remembers the organization of a user's next tokens.
 *
 * @param organization null for none
 * @returns false if the user is not a member
 */
export async function chooseOrganization(
  table: TransactingTable,
  { sub, organization }: { readonly sub: string; readonly organization: string | null },
): Promise<boolean> {
  if (organization === null) {
    await table.delete(chosenOrganizationKey(sub));
    return true;
  }
  const failed = await table.transact([
    { check: membershipKey(sub, organization), condition: "attribute_exists(#role)" },
    { put: { ...chosenOrganizationKey(sub), organization } },
  ]);
  return failed.length === 0;
}

interface Deletion {
  readonly id: string;
  /** The owner who deletes it. */
  readonly by: string;
  /** The condition that the actor may do this, or that it has no other members. */
  readonly allowed: Write | "without other members";
  readonly now: number;
}

/**
 * Deletes an organization with its members and its invitations. From the first write on it counts as deleted and takes no new
 * members. It can be repeated, and continues if it was interrupted: the owner who deletes it stays a member until the end.
 *
 * @returns false if it may not be deleted
 */
export async function deleteOrganization(
  table: TransactingTable,
  { id, by, allowed, now }: Deletion,
): Promise<boolean> {
  const isAlone = allowed === "without other members";
  const failed = await table.transact([
    {
      update: organizationKey(id),
      expression: "SET #deletedAt = :now",
      condition: isAlone ? "attribute_exists(#id) AND #members = :one" : "attribute_exists(#id)",
      values: isAlone ? { now, one: 1 } : { now },
    },
    ...(isAlone ? [] : [allowed]),
  ]);
  if (failed.length > 0) return false;
  const last = [memberKey(id, by).SK, organizationKey(id).SK];
  const query = { partition: organizationPartition(id), order: "oldest first", limit: PARALLEL } as const;
  for await (const items of queryPages(table, query)) {
    const keys = items.filter(({ SK }) => !last.includes(SK)).flatMap((item) => bothSidesOf(item, id));
    await Promise.all(keys.map((key) => table.delete(key)));
  }
  await Promise.all([membershipKey(by, id), memberKey(id, by)].map((key) => table.delete(key)));
  await table.delete(organizationKey(id));
  return true;
}

function bothSidesOf({ PK, SK }: Item, id: string): readonly Key[] {
  const isMember = SK.startsWith(MEMBER_PREFIX);
  return [{ PK, SK }, ...(isMember ? [membershipKey(SK.slice(MEMBER_PREFIX.length), id)] : [])];
}
