import { attributesNotInPool } from "../../errors/parameter-errors.ts";
import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import type { Pool } from "../../state/pool-repository.ts";
import { positionInList, type UserListPosition } from "../../state/user-list.ts";
import { describeUser } from "./describe-user.ts";
import { parseUserFilter } from "./parse-user-filter.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = operation("ListUsers", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  checkInSchema(pool, input.AttributesToGet ?? []);
  const filter = parseUserFilter(input.Filter);
  if (filter === "nobody") {
    return { Users: [] };
  }
  const { items, nextToken } = paginate(context, {
    scope: ["ListUsers", pool.id, JSON.stringify(filter)],
    limit: input.Limit,
    token: input.PaginationToken,
    load: (limit, after: UserListPosition | null) => context.users.list(pool, { filter, limit, after }),
    positionOf: (user) => positionInList(filter, user),
  });
  return {
    Users: items.map((user) => describeUser(user, input.AttributesToGet)),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});

function checkInSchema({ settings }: Pool, names: readonly string[]): void {
  const known = new Set(settings.SchemaAttributes.map(({ Name }) => Name));
  if (!names.every((name) => known.has(name))) {
    throw attributesNotInPool();
  }
}
