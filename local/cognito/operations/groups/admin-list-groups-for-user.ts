import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import type { Group } from "../../state/group-repository.ts";
import { describeGroup } from "./describe-group.ts";

/** Where a group stands in the list: a place stays where it is when its group goes. */
type Place = readonly [precedence: number | null, name: string];

const placeOf = ({ precedence, name }: Group): Place => [precedence, name];

/** By precedence, groups without one last, then by name: the repository's order. */
function isBehind([precedence, name]: Place, [otherPrecedence, otherName]: Place): boolean {
  if (precedence === otherPrecedence) return name > otherName;
  return (precedence ?? Number.POSITIVE_INFINITY) > (otherPrecedence ?? Number.POSITIVE_INFINITY);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = operation("AdminListGroupsForUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  // A user is in a hundred groups at most, so a page is cut from all of them.
  const groups = context.groups.ofUser(user);
  const { items, nextToken } = paginate(context, {
    scope: ["AdminListGroupsForUser", pool.id, user.sub],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: Place | null) =>
      groups.filter((group) => after === null || isBehind(placeOf(group), after)).slice(0, limit),
    positionOf: placeOf,
  });
  return { Groups: items.map(describeGroup), ...(nextToken !== undefined && { NextToken: nextToken }) };
});
