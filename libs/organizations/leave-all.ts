import { chosenOrganizationKey, memberKey, membershipKey } from "../activity/activity-keys.ts";
import type { TransactingTable } from "../activity/transact-write.ts";
import { ApiError } from "../http/api-error.ts";
import { changeRole, loadAllMembers, loadMember, type Member, removeMember } from "./members.ts";
import { deleteOrganization, listOrganizationIds, loadOrganization } from "./organizations.ts";
import { ORGANIZATION_ROLES } from "./roles.ts";

/**
 * What happens to an organization with other members whose only owner is deleted: the deletion is refused, or the next member
 * becomes its owner.
 */
export type LastOwner = "refuse" | "hand over";

/** Another request may change the same organization meanwhile. */
const MAX_TRIES = 3;

/** The next owner: of those with the highest role, the one who has been a member for the longest time. */
function successorOf(members: readonly Member[], sub: string): Member | undefined {
  const rank = ({ role }: Member) => ORGANIZATION_ROLES.indexOf(role);
  return members
    .filter((member) => member.sub !== sub)
    .sort((one, other) => rank(one) - rank(other) || one.joinedAt - other.joinedAt)[0];
}

/** @throws ApiError `last_owner` if the user is the only owner and there are other members */
async function checkMayLeave(table: TransactingTable, organization: string, sub: string): Promise<void> {
  const [found, member] = await Promise.all([
    loadOrganization(table, organization),
    loadMember(table, organization, sub),
  ]);
  if (member?.role === "owner" && found?.owners === 1 && found.members > 1) throw new ApiError("last_owner");
}

interface Leaving {
  readonly sub: string;
  readonly organization: string;
  readonly lastOwner: LastOwner;
  readonly now: number;
}

/** @throws ApiError `last_owner`, `changed_meanwhile` */
async function leave(table: TransactingTable, { sub, organization, lastOwner, now }: Leaving): Promise<void> {
  const [found, member] = await Promise.all([
    loadOrganization(table, organization),
    loadMember(table, organization, sub),
  ]);
  if (found === undefined || member === undefined) {
    // It is being deleted.
    await Promise.all(
      [membershipKey(sub, organization), memberKey(organization, sub)].map((key) => table.delete(key)),
    );
    return;
  }
  if (member.role !== "owner" || found.owners > 1) {
    return removeMember(table, { organization, sub, from: member.role });
  }
  if (found.members === 1) {
    const allowed = "without other members" as const;
    if (await deleteOrganization(table, { id: organization, by: sub, allowed, now })) return;
    throw new ApiError("changed_meanwhile");
  }
  if (lastOwner === "refuse") throw new ApiError("last_owner");
  const successor = successorOf(await loadAllMembers(table, organization), sub);
  if (successor === undefined) throw new ApiError("changed_meanwhile");
  await changeRole(table, { organization, sub: successor.sub, from: successor.role, to: "owner" });
  await removeMember(table, { organization, sub, from: "owner" });
}

const isRace = (error: unknown, { lastOwner }: Leaving): boolean =>
  error instanceof ApiError &&
  (error.code === "changed_meanwhile" || (error.code === "last_owner" && lastOwner === "hand over"));

async function leavePatiently(table: TransactingTable, leaving: Leaving): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await leave(table, leaving);
    } catch (error) {
      if (!isRace(error, leaving) || tries === MAX_TRIES) throw error;
    }
  }
}

/**
 * Ends all memberships of a user who is deleted. No organization is left without an owner: one without other members is deleted
 * with the user. It can be repeated.
 *
 * @throws ApiError `last_owner` if that is refused: then nothing was changed, unless another request changed an organization at
 *   the same time
 */
export async function leaveAllOrganizations(
  table: TransactingTable,
  sub: string,
  { lastOwner, now }: { readonly lastOwner: LastOwner; readonly now: number },
): Promise<void> {
  let organizations = await listOrganizationIds(table, sub);
  if (lastOwner === "refuse") for (const id of organizations) await checkMayLeave(table, id, sub);
  while (organizations.length > 0) {
    for (const organization of organizations) {
      await leavePatiently(table, { sub, organization, lastOwner, now });
    }
    // An invitation may have been accepted meanwhile.
    organizations = await listOrganizationIds(table, sub);
  }
  await table.delete(chosenOrganizationKey(sub));
}
