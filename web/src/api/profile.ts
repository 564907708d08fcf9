import { queryOptions } from "@tanstack/react-query";
import type { paths } from "../../../clients/typescript/api-types.ts";
import { answer, api } from "./api.ts";

export type Profile = paths["/v1/me"]["get"]["responses"]["200"]["content"]["application/json"];

/** The signed-in user's profile. */
export const profileQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me", { signal })),
});
