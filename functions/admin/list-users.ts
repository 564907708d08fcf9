import {
  ListUsersCommand,
  ListUsersInGroupCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { UserListResponse, UserSearch } from "../../libs/schemas/admin-users.ts";
import { describeUser } from "./describe-user.ts";
import { environment } from "./environment.ts";
import { loadGroupsOf } from "./load-groups-of.ts";
import { readToken, tokenOverrides, writeToken } from "./token-cursor.ts";
import { digestOf, isMatch, type Source, sourceOf } from "./user-search.ts";

/** Pages of the pool for one of ours: a rare combination would otherwise search the whole pool. */
const MAX_PAGES = 10;

/** Users whose groups are looked up at a time. */
const PARALLEL = 10;

interface PoolPage {
  readonly users: readonly UserType[];
  readonly token: string | undefined;
}

async function readPage(source: Source, Limit: number, token: string | undefined): Promise<PoolPage> {
  const UserPoolId = environment().USER_POOL_ID;
  const overrides = tokenOverrides(token);
  if (source.kind === "group") {
    const { Users = [], NextToken } = await callCognito(
      new ListUsersInGroupCommand({ UserPoolId, GroupName: source.group, Limit, NextToken: token }),
      { ResourceNotFoundException: "not_found", ...overrides },
    );
    return { users: Users, token: NextToken };
  }
  const { Users = [], PaginationToken } = await callCognito(
    new ListUsersCommand({ UserPoolId, Filter: source.filter, Limit, PaginationToken: token }),
    overrides,
  );
  return { users: Users, token: PaginationToken };
}

/** The users who are in a group; the pool is asked for each. */
async function membersAmong(users: readonly UserType[], group: string): Promise<readonly UserType[]> {
  const members: UserType[] = [];
  for (let start = 0; start < users.length; start += PARALLEL) {
    const batch = users.slice(start, start + PARALLEL);
    const groups = await Promise.all(batch.map(({ Username = "" }) => loadGroupsOf(Username)));
    members.push(...batch.filter((_, index) => groups[index]?.includes(group)));
  }
  return members;
}

/**
 * Searches the pool, page by page, in the pool's order, which depends on the criterion. The pool takes one criterion; this
 * module applies the others to its pages. So a page may hold fewer than `limit` users, or none, although more follow. The cost
 * of a page does not grow with the number of users.
 */
export const listUsers = route({
  operation: "listUsers",
  summary: "Search users by the beginning of address or name, by status and by group",
  errors: ["invalid_cursor", "invalid_parameter", "not_found"],
  method: "GET",
  path: "/v1/admin/users",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  query: UserSearch,
  response: UserListResponse,
  run: async ({ query: { limit, cursor, ...criteria } }) => {
    const source = sourceOf(criteria);
    const search = digestOf(criteria);
    // The pool already returned only members of that group.
    const group = source.kind === "group" ? undefined : criteria.group;
    let token = readToken(cursor, search);
    let found: readonly UserType[] = [];
    for (let pages = 0; pages === 0 || (pages < MAX_PAGES && found.length === 0 && token !== undefined); ) {
      const page = await readPage(source, limit, token);
      const matching = page.users.filter((user) => isMatch(describeUser(user), criteria));
      found = group === undefined ? matching : await membersAmong(matching, group);
      token = page.token;
      pages += 1;
    }
    return { items: found.map(describeUser), ...writeToken(token, search) };
  },
});
