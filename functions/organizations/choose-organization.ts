import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { chooseOrganization as choose } from "../../libs/organizations/organizations.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OrganizationChoice } from "../../libs/schemas/organizations.ts";
import { table } from "./membership.ts";

/** Remembers which organization the next tokens are for. A token that exists keeps its own. */
export const chooseOrganization = route({
  operation: "chooseOrganization",
  summary: "Choose the organization of your next tokens",
  errors: ["not_found"],
  method: "PUT",
  path: "/v1/me/organization",
  scope: "api/profile",
  status: 204,
  body: OrganizationChoice,
  response: Nothing,
  run: async ({ body: { organization }, principal: { sub } }) => {
    if (!(await choose(table(), { sub, organization }))) throw new ApiError("not_found");
    return undefined;
  },
});
