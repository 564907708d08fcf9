import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { userQuery } from "../users/user-queries.ts";

const route = getRouteApi("/admin/users/$id");

/** The user of a tab: its page has loaded it. */
export function useUser(): UserDetail {
  const { id } = route.useParams();
  return useSuspenseQuery(userQuery(id)).data;
}
