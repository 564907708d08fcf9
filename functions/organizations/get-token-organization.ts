import { route } from "../../libs/http/route.ts";
import { loadMembershipIn } from "../../libs/organizations/organizations.ts";
import { TokenOrganizationResponse } from "../../libs/schemas/organizations.ts";
import { table } from "./membership.ts";

/** What the caller's token says, and whether it is still true. */
export const getTokenOrganization = route({
  operation: "getTokenOrganization",
  summary: "The organization of your token",
  method: "GET",
  path: "/v1/me/organization",
  scope: "api/profile",
  response: TokenOrganizationResponse,
  run: async ({ principal: { sub, organization } }) => {
    if (organization === undefined) return { organization: null };
    const now = await loadMembershipIn(table(), sub, organization.id);
    return { organization: { ...organization, current: now?.role === organization.role } };
  },
});
