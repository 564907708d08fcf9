import { chosenOrganizationKey, membershipKey, membershipsPartition } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { isOrganizationRole, type OrganizationRole } from "./roles.ts";

/** The claims of access and ID token. */
export const ORGANIZATION_CLAIM = "org_id";
export const ORGANIZATION_ROLE_CLAIM = "org_role";

/** The name under which a client's metadata ask for an organization. */
export const ORGANIZATION_METADATA = "organization";

/** The form of an id. */
export const ORGANIZATION_ID = /^org_[\w-]{16}$/;

/** Asks for a token without an organization. */
export const NO_ORGANIZATION = "none";

/** The memberships of one user. More would not fit into one read. */
export const MAX_MEMBERSHIPS = 50;

/** An organization that the user is a member of. */
export interface ActiveOrganization {
  readonly id: string;
  readonly role: OrganizationRole;
}

/** @returns undefined for an item that is not a membership */
export function readMembership(item: Item | undefined): ActiveOrganization | undefined {
  const { organization, role }: Partial<Item> = item ?? {};
  if (typeof organization !== "string" || !isOrganizationRole(role)) return undefined;
  return { id: organization, role };
}

/**
 * The organization of a user's next token: the one that the client asks for, or the one that the user chose last. One read, and
 * only a membership that is in the table counts.
 *
 * @param asked {@link NO_ORGANIZATION} for none; undefined for the user's choice
 * @returns undefined if there is none, or the user is not a member
 * @throws AwsError or a network error
 */
export async function loadActiveOrganization(
  table: ActivityTable,
  sub: string,
  asked: string | undefined,
): Promise<ActiveOrganization | undefined> {
  if (asked !== undefined) {
    // Every client of the pool may send metadata, whatever it likes; `none` has not the form of an id either.
    if (!ORGANIZATION_ID.test(asked)) return undefined;
    return readMembership(await table.get(membershipKey(sub, asked)));
  }
  const { items } = await table.query({
    partition: membershipsPartition(sub),
    order: "oldest first",
    limit: MAX_MEMBERSHIPS + 1,
    // A member who was removed a moment ago would have the organization for another hour.
    consistent: true,
  });
  const chosen = items.find(({ SK }) => SK === chosenOrganizationKey(sub).SK)?.organization;
  if (typeof chosen !== "string") return undefined;
  return readMembership(items.find(({ SK }) => SK === membershipKey(sub, chosen).SK));
}
