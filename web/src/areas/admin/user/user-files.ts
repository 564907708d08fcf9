import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "../../../api/api.ts";
import { LONG_LIST, userKey } from "../shared/query-keys.ts";

const PAGE = 60;

/** A user's files, page by page; the first page has the quota. */
export const userFilesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...userKey(id), "files"],
    ...LONG_LIST,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api().GET("/v1/admin/users/{id}/files", {
          params: {
            path: { id },
            query: { limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: undefined,
  });
