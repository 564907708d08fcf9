import { loadNames } from "../../libs/activity/names.ts";
import { route } from "../../libs/http/route.ts";
import { listMembers } from "../../libs/organizations/members.ts";
import { MemberListQuery, MemberListResponse, OrganizationParams } from "../../libs/schemas/organizations.ts";
import { isoTime, requireMembership, table } from "./membership.ts";

/** The members of an organization, for all its members. */
export const listOrganizationMembers = route({
  operation: "listOrganizationMembers",
  summary: "The members of an organization, a page at a time",
  errors: ["not_found", "invalid_cursor"],
  method: "GET",
  path: "/v1/organizations/{organization}/members",
  scope: "api/profile",
  params: OrganizationParams,
  query: MemberListQuery,
  response: MemberListResponse,
  run: async ({ params: { organization: id }, query, principal }) => {
    await requireMembership(principal, id);
    const { items, ...rest } = await listMembers(table(), id, query);
    const names = await loadNames(
      table(),
      items.map(({ sub }) => sub),
    );
    return {
      items: items.map(({ sub, role, joinedAt }) => ({
        sub,
        role,
        joinedAt: isoTime(joinedAt),
        ...names.get(sub),
      })),
      ...rest,
    };
  },
});
