import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { changeRole, loadMember, unlessRole } from "../../libs/organizations/members.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OrganizationMemberParams, RoleInput } from "../../libs/schemas/organizations.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";

/** Gives a member another role, after a recent sign-in as for invitations. Only owners make owners, and only owners change one. */
export const changeMemberRole = route({
  operation: "changeMemberRole",
  summary: "Give a member another role, as owner or admin",
  errors: [...MEMBER_ERRORS, "last_owner", "changed_meanwhile"],
  method: "PATCH",
  path: "/v1/organizations/{organization}/members/{sub}",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: OrganizationMemberParams,
  body: RoleInput,
  response: Nothing,
  run: async ({ params: { organization: id, sub }, body: { role }, principal, from }) => {
    await requireMembership(principal, id, "admin");
    const member = await loadMember(table(), id, sub);
    if (member === undefined) throw new ApiError("not_found");
    const least = member.role === "owner" || role === "owner" ? "owner" : "admin";
    await requireMembership(principal, id, least);
    if (member.role === role) return undefined;
    // A change of the own role has the own role as its condition already.
    const isOwn = sub === principal.sub;
    const by = isOwn ? undefined : { allowed: unlessRole(principal.sub, id, least), now: Date.now() };
    await changeRole(table(), { organization: id, sub, from: member.role, to: role }, by);
    await record("organization_role_changed", { principal, from, organization: id, sub, role });
    return undefined;
  },
});
