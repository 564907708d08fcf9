import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Group } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { GROUPS, LONG_LIST } from "../shared/query-keys.ts";

const PAGE = 60;

const loadGroups = (cursor: string | undefined, signal: AbortSignal) =>
  answer(
    api().GET("/v1/admin/groups", {
      params: { query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } },
      signal,
    }),
  );

export const groupsQuery = infiniteQueryOptions({
  queryKey: [...GROUPS, "list"],
  queryFn: ({ pageParam, signal }) => loadGroups(pageParam, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ cursor }) => cursor,
});

/** Maximum pages of groups in a menu: ten thousand groups do not fit in one. */
const MENU_PAGES = 5;

/** All groups, for menus and for the names of members' groups. */
export const allGroupsQuery = queryOptions({
  queryKey: [...GROUPS, "all"],
  queryFn: async ({ signal }) => {
    const groups: Group[] = [];
    let cursor: string | undefined;
    for (let page = 0; page === 0 || (cursor !== undefined && page < MENU_PAGES); page += 1) {
      const { items, cursor: next } = await loadGroups(cursor, signal);
      groups.push(...items);
      cursor = next;
    }
    return groups;
  },
});

export const groupQuery = (name: string) =>
  queryOptions<Group>({
    queryKey: [...GROUPS, "one", name],
    queryFn: ({ signal }) =>
      answer(api().GET("/v1/admin/groups/{group}", { params: { path: { group: name } }, signal })),
    placeholderData: undefined,
  });

export const membersQuery = (group: string) =>
  infiniteQueryOptions({
    queryKey: [...GROUPS, "members", group],
    ...LONG_LIST,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api().GET("/v1/admin/groups/{group}/users", {
          params: {
            path: { group },
            query: { limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: undefined,
  });
