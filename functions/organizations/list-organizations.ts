import { route } from "../../libs/http/route.ts";
import { listMemberships } from "../../libs/organizations/organizations.ts";
import { OwnOrganizationsResponse } from "../../libs/schemas/organizations.ts";
import { isoTime, table } from "./membership.ts";

export const listOrganizations = route({
  operation: "listOrganizations",
  summary: "The organizations that you are a member of",
  method: "GET",
  path: "/v1/organizations",
  scope: "api/profile",
  response: OwnOrganizationsResponse,
  run: async ({ principal }) => ({
    items: (await listMemberships(table(), principal.sub)).map((one) => ({
      ...one,
      joinedAt: isoTime(one.joinedAt),
    })),
  }),
});
