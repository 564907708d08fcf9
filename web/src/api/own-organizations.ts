import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "./api.ts";

/** The user's organizations, for the switcher and their page. */
export const ownOrganizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: ({ signal }) => answer(api().GET("/v1/organizations", { signal })),
});
