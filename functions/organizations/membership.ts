import type { EventType } from "../../libs/activity/event-types.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import { transactingTable } from "../../libs/activity/transact-write.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import type { ActiveOrganization } from "../../libs/organizations/active-organization.ts";
import { loadMembershipIn } from "../../libs/organizations/organizations.ts";
import { includesRole, type OrganizationRole } from "../../libs/organizations/roles.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";

export const table = () => transactingTable(environment().ACTIVITY_TABLE_NAME);

/** The errors of a route that takes a role in the organization. */
export const MEMBER_ERRORS: readonly ErrorCode[] = ["not_found", "organization_role_required"];

/**
 * The caller's membership as the table has it: a token may be an hour old. An organization that the caller is not a member of
 * does not exist for the caller.
 *
 * @throws ApiError `not_found`, `organization_role_required`
 */
export async function requireMembership(
  { sub }: Principal,
  organization: string,
  least: OrganizationRole = "member",
): Promise<ActiveOrganization> {
  const membership = await loadMembershipIn(table(), sub, organization);
  if (membership === undefined) throw new ApiError("not_found");
  if (!includesRole(membership.role, least)) throw new ApiError("organization_role_required");
  return membership;
}

interface Happening {
  readonly principal: Principal;
  readonly from: RequestOrigin;
  readonly organization: string;
  /** The member concerned, if it is not the caller. */
  readonly sub?: string;
  readonly role?: OrganizationRole;
}

/** Records what happened in an organization. Never fails the request. */
export async function record(
  type: EventType,
  { principal, from, organization, sub = principal.sub, role }: Happening,
): Promise<void> {
  const isOwn = sub === principal.sub;
  await recordFor(principal, from, table(), {
    type,
    sub,
    ...(isOwn ? {} : { actor: principal.sub }),
    detail: { organization, ...withoutUndefined({ role }) },
  });
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
