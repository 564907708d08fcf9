import { type InfiniteData, infiniteQueryOptions, type Query, queryOptions } from "@tanstack/react-query";
import type { User, UserDetail, UserStatus } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { toFailure } from "../../../api/problem.ts";
import { isUserId } from "../shared/ids.ts";
import { LONG_LIST, USERS, userKey } from "../shared/query-keys.ts";

/** The filters of the list of users, as they are in the URL. */
export interface UserFilters {
  /** The beginning of an address or a name, or a whole id. */
  readonly q?: string;
  readonly status?: UserStatus | "DISABLED";
  readonly group?: string;
}

const PAGE = 60;

/** The fields that a search goes through: the API accepts only one at a time. */
const FIELDS = ["email", "name", "familyName", "givenName"] as const;

/** Where the next page starts. */
interface Position {
  /** Of {@link FIELDS}. */
  readonly field: number;
  readonly cursor?: string;
}

export interface UserPage {
  readonly items: readonly User[];
  readonly next: Position | undefined;
}

const START: Position = { field: 0 };

function criteriaOf({ status, group }: UserFilters) {
  return {
    ...(status === "DISABLED" ? { enabled: false } : status !== undefined && { status }),
    ...(group !== undefined && { group }),
  };
}

/** An address is searched for only among addresses. */
const fieldsOf = (q: string) => (q.includes("@") ? FIELDS.slice(0, 1) : FIELDS);

async function loadOne(id: string, signal: AbortSignal): Promise<UserPage> {
  try {
    const user = await answer(api().GET("/v1/admin/users/{id}", { params: { path: { id } }, signal }));
    return { items: [user], next: undefined };
  } catch (error) {
    if (toFailure(error).code !== "not_found") throw error;
    return { items: [], next: undefined };
  }
}

/** One page of the API; after a field's last page, the next field begins. */
async function loadPage(filters: UserFilters, at: Position, signal: AbortSignal): Promise<UserPage> {
  const { q } = filters;
  const fields = q === undefined ? [] : fieldsOf(q);
  const field = fields[at.field];
  const query = {
    ...criteriaOf(filters),
    limit: PAGE,
    ...(at.cursor !== undefined && { cursor: at.cursor }),
    ...(field !== undefined && q !== undefined && { [field]: q.slice(0, 128) }),
  };
  const { items, cursor } = await answer(api().GET("/v1/admin/users", { params: { query }, signal }));
  if (cursor !== undefined) return { items, next: { field: at.field, cursor } };
  return { items, next: at.field + 1 < fields.length ? { field: at.field + 1 } : undefined };
}

/** Goes through the fields until there is a page to show: most names are found in the first or second field. */
async function loadUsers(filters: UserFilters, at: Position, signal: AbortSignal): Promise<UserPage> {
  if (filters.q !== undefined && isUserId(filters.q)) return loadOne(filters.q, signal);
  let page = await loadPage(filters, at, signal);
  const items = [...page.items];
  while (items.length < PAGE / 2 && page.next !== undefined && page.next.cursor === undefined) {
    page = await loadPage(filters, page.next, signal);
    items.push(...page.items);
  }
  return { items, next: page.next };
}

export type Pages = InfiniteData<UserPage> | undefined;

/** Maximum number of pages that are loaded again: each is a request, one after another. */
const MAX_RELOADED_PAGES = 5;

export const isShort = (pages: Pages): boolean => (pages?.pages.length ?? 0) <= MAX_RELOADED_PAGES;

/** For lists that a user returns to: a long one is not loaded again. */
export const reloadsOnMount = ({ state }: Pick<Query, "state">): boolean => isShort(state.data as Pages);

export const usersQuery = (filters: UserFilters) =>
  infiniteQueryOptions({
    queryKey: [...USERS, filters],
    ...LONG_LIST,
    refetchOnMount: reloadsOnMount,
    queryFn: ({ pageParam, signal }) => loadUsers(filters, pageParam, signal),
    initialPageParam: START,
    getNextPageParam: ({ next }) => next,
  });

/** A user found both by address and by name is shown once. */
export function usersOf(pages: readonly UserPage[]): readonly User[] {
  const bySub = new Map(pages.flatMap(({ items }) => items).map((user) => [user.sub, user]));
  return [...bySub.values()];
}

export const userQuery = (id: string) =>
  queryOptions<UserDetail>({
    queryKey: userKey(id),
    queryFn: ({ signal }) => answer(api().GET("/v1/admin/users/{id}", { params: { path: { id } }, signal })),
    // While this user is loading, the page must not show the previous user's data.
    placeholderData: undefined,
  });
