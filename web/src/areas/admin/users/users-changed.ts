import type { QueryClient } from "@tanstack/react-query";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { USERS } from "../shared/query-keys.ts";
import { isShort, type Pages, reloadsOnMount, type UserPage, userQuery } from "./user-queries.ts";

/** What a row becomes; null removes it. */
type Change = (user: User) => User | null;

/** Short lists are loaded again. In long ones, where each page would be a request, only the rows change. */
async function showEverywhere(queries: QueryClient, change: Change): Promise<void> {
  const showIn = ({ items, next }: UserPage): UserPage => ({
    next,
    items: items.flatMap((user) => change(user) ?? []),
  });
  queries.setQueriesData<Pages>(
    { queryKey: USERS, predicate: (query) => !reloadsOnMount(query) },
    (list) => list && { ...list, pages: list.pages.map(showIn) },
  );
  await queries.invalidateQueries({ queryKey: USERS, predicate: reloadsOnMount });
}

/** After users were changed: updates their rows in every list, even if a filter would now leave them out. */
export async function showChanged(queries: QueryClient, ids: readonly string[]): Promise<void> {
  const changed = new Map<string, User>();
  const lists = queries.getQueriesData<Pages>({ queryKey: USERS });
  // A row that can't be loaded stays as it was: the change itself is done.
  if (lists.some(([, pages]) => !isShort(pages))) {
    for (const id of ids) {
      const user = await queries.fetchQuery({ ...userQuery(id), staleTime: 0 }).catch(() => undefined);
      if (user !== undefined) changed.set(id, user);
    }
  }
  await showEverywhere(queries, (user) => changed.get(user.sub) ?? user);
}

/** After a user was deleted. */
export const showDeleted = (queries: QueryClient, id: string): Promise<void> =>
  showEverywhere(queries, (user) => (user.sub === id ? null : user));

/** After a user was added: long lists start again. */
export async function showAdded(queries: QueryClient): Promise<void> {
  queries.setQueriesData<Pages>(
    { queryKey: USERS, predicate: (query) => !reloadsOnMount(query) },
    (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
  );
  await queries.invalidateQueries({ queryKey: USERS });
}
