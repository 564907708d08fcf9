import { route } from "../../libs/http/route.ts";
import { listMemberships } from "../../libs/organizations/organizations.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { OrganizationsOfUserResponse } from "../../libs/schemas/organizations.ts";
import { table } from "./administration.ts";
import { loadUser } from "./load-user.ts";

/** The organizations of a user. Their members change them; administrators only see them. */
export const listOrganizationsOfUser = route({
  operation: "listOrganizationsOfUser",
  summary: "A user's organizations with the user's role",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/admin/users/{id}/organizations",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  params: UserParams,
  response: OrganizationsOfUserResponse,
  run: async ({ params: { id } }) => {
    const { sub } = await loadUser(id);
    const memberships = await listMemberships(table(), sub);
    return {
      items: memberships.map(({ id, name, role, joinedAt }) => ({
        id,
        name,
        role,
        joinedAt: new Date(joinedAt).toISOString(),
      })),
    };
  },
});
