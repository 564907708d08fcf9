/** Groups and their members. */

import { paginate } from "../../protocol/paginate.ts";
import { operation } from "../operation.ts";
import type { Group } from "../state/group-repository.ts";
import type { CognitoOutput } from "../wire-types.ts";
import { describeUser } from "./users.ts";

type GroupType = NonNullable<CognitoOutput<"GetGroup">["Group"]>;

/** A group as AWS describes it. */
function describeGroup(group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description !== null && { Description: group.description }),
    ...(group.roleArn !== null && { RoleArn: group.roleArn }),
    ...(group.precedence !== null && { Precedence: group.precedence }),
    CreationDate: new Date(group.createdAt),
    LastModifiedDate: new Date(group.modifiedAt),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup = operation("CreateGroup", (input, { pools, groups }) => {
  const group = groups.create(pools.require(input.UserPoolId), {
    name: input.GroupName,
    description: input.Description ?? null,
    roleArn: input.RoleArn ?? null,
    precedence: input.Precedence ?? null,
  });
  return { Group: describeGroup(group) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = operation("GetGroup", (input, { pools, groups }) => ({
  Group: describeGroup(groups.require(pools.require(input.UserPoolId), input.GroupName)),
}));

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const updateGroup = operation("UpdateGroup", (input, { pools, groups }) => {
  const group = groups.require(pools.require(input.UserPoolId), input.GroupName);
  const updated = groups.update(group, {
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
    ...(input.Precedence !== undefined && { precedence: input.Precedence }),
  });
  return { Group: describeGroup(updated) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = operation("DeleteGroup", (input, { pools, groups }) => {
  groups.delete(groups.require(pools.require(input.UserPoolId), input.GroupName));
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = operation("ListGroups", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginate(context, {
    scope: ["ListGroups", pool.id],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: string | null) => context.groups.list(pool, { limit, after }),
    positionOf: ({ name }) => name,
  });
  return { Groups: items.map(describeGroup), ...(nextToken !== undefined && { NextToken: nextToken }) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const adminAddUserToGroup = operation("AdminAddUserToGroup", (input, { pools, users, groups }) => {
  const pool = pools.require(input.UserPoolId);
  const group = groups.require(pool, input.GroupName);
  groups.addMember(group, users.require(pool, input.Username));
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup = operation(
  "AdminRemoveUserFromGroup",
  (input, { pools, users, groups }) => {
    const pool = pools.require(input.UserPoolId);
    const group = groups.require(pool, input.GroupName);
    groups.removeMember(group, users.require(pool, input.Username));
    return {};
  },
);

/** A group's place in the list. It stays valid after the group is deleted. */
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
  // A user is in at most a hundred groups, so all are loaded for a page.
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

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = operation("ListUsersInGroup", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const group = context.groups.require(pool, input.GroupName);
  const { items, nextToken } = paginate(context, {
    scope: ["ListUsersInGroup", pool.id, group.name],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: number | null) => context.groups.members(group, { limit, after }),
    positionOf: (key) => key,
  });
  const users = items.flatMap((key) => context.users.byKey(key) ?? []);
  return {
    Users: users.map((user) => describeUser(user)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
