import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { loadMember, removeMember, unlessRole } from "../../libs/organizations/members.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OrganizationMemberParams } from "../../libs/schemas/organizations.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";

/** Removes a member, or leaves. Only an owner removes another owner. Tokens that the member has are valid until they expire. */
export const removeOrganizationMember = route({
  operation: "removeOrganizationMember",
  summary: "Remove a member, or leave the organization",
  errors: [...MEMBER_ERRORS, "last_owner", "changed_meanwhile"],
  method: "DELETE",
  path: "/v1/organizations/{organization}/members/{sub}",
  scope: "api/profile",
  status: 204,
  params: OrganizationMemberParams,
  response: Nothing,
  run: async ({ params: { organization: id, sub }, principal, from }) => {
    const isLeaving = sub === principal.sub;
    await requireMembership(principal, id, isLeaving ? "member" : "admin");
    const member = await loadMember(table(), id, sub);
    if (member === undefined) throw new ApiError("not_found");
    const change = { organization: id, sub, from: member.role };
    const happening = { principal, from, organization: id, sub };
    if (isLeaving) {
      await removeMember(table(), change);
      await record("organization_left", happening);
      return undefined;
    }
    const least = member.role === "owner" ? "owner" : "admin";
    await requireMembership(principal, id, least);
    const by = { allowed: unlessRole(principal.sub, id, least), now: Date.now() };
    await removeMember(table(), change, by);
    await record("organization_member_removed", happening);
    return undefined;
  },
});
