import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { userQuery } from "../users/user-queries.ts";

const route = getRouteApi("/admin/users/$id");

/** The tab's user, which the page has loaded. */
export function useUser(): UserDetail {
  const { id } = route.useParams();
  return useSuspenseQuery(userQuery(id)).data;
}
