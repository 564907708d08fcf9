/** ListUsers, with its filter language: `attribute = "value"` and `attribute ^= "prefix"`. */

import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { foldCase } from "../domain/fold-case.ts";
import { operation } from "../operation.ts";
import type { Pool } from "../state/pool-repository.ts";
import { positionInList, type UserFilter, type UserListPosition } from "../state/user-list.ts";
import { searchableAttributes } from "../state/user-tables.ts";
import { describeUser } from "./users.ts";

const filterMalformed = (): ServiceError => invalidParameter("Error while parsing filter");

const attributeNotSearchable = (attribute: string): ServiceError =>
  invalidParameter(`Invalid search attribute: ${attribute}`);

const attributesNotInPool = (): ServiceError =>
  invalidParameter("One or more requested attributes do not exist in user pool.");

/** `"no one"`: a filter that no user can match. `null`: no filter. */
type ParsedFilter = UserFilter | null | "no one";

const grammar = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s;

/**
 * Parses a filter; an empty one matches every user (`null`). Case matters in `username` and `status` alone
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html, `Filter`).
 *
 * @throws ServiceError InvalidParameterException
 */
function parseUserFilter(filter: string | undefined): ParsedFilter {
  if (filter === undefined || filter.trim() === "") return null;
  const [, attribute, operator, quoted] = grammar.exec(filter) ?? [];
  if (attribute === undefined || quoted === undefined) throw filterMalformed();
  const match = operator === "=" ? "equal" : "prefix";
  const value = quoted.replace(/\\(.)/gs, "$1");
  return filterOn(attribute, match, value);
}

function filterOn(attribute: string, match: UserFilter["match"], value: string): ParsedFilter {
  switch (attribute) {
    case "username":
      return { column: attribute, match, value };
    case "sub":
      return { column: attribute, match, value: value.toLowerCase() };
    case "cognito:user_status":
      return { column: "status", match, value: value.toUpperCase() };
    case "status":
      return filterOnEnabled(match, value);
    default:
      return { column: searchable(attribute), match, value: foldCase(value) };
  }
}

function searchable(attribute: string): (typeof searchableAttributes)[number] {
  const column = searchableAttributes.find((name) => name === attribute);
  if (column === undefined) throw attributeNotSearchable(attribute);
  return column;
}

/** `Enabled` or `Disabled`; no two letters in common at the start, so a prefix means one of them, or an empty one both. */
function filterOnEnabled(match: UserFilter["match"], value: string): ParsedFilter {
  if (match === "prefix" && value === "") return null;
  const status = ["Disabled", "Enabled"].findIndex((name) =>
    match === "equal" ? name === value : name.startsWith(value),
  );
  return status === -1 ? "no one" : { column: "enabled", match: "equal", value: status };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = operation("ListUsers", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  checkInSchema(pool, input.AttributesToGet ?? []);
  const filter = parseUserFilter(input.Filter);
  if (filter === "no one") return { Users: [] };
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
  if (!names.every((name) => known.has(name))) throw attributesNotInPool();
}
