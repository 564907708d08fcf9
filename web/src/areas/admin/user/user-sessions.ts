import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../../../api/api.ts";
import { SESSIONS } from "../shared/query-keys.ts";

/** A user's sessions, the last used first. */
export const userSessionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...SESSIONS, "of", id],
    queryFn: async ({ signal }) => {
      const path = { id };
      const { items } = await answer(
        api().GET("/v1/admin/users/{id}/sessions", { params: { path }, signal }),
      );
      return items;
    },
    placeholderData: undefined,
  });
