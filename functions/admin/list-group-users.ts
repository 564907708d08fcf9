import { ListUsersInGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { AdminListQuery } from "../../libs/schemas/admin-groups.ts";
import { GroupParams } from "../../libs/schemas/admin-params.ts";
import { UserListResponse } from "../../libs/schemas/admin-users.ts";
import { describeUser } from "./describe-user.ts";
import { environment } from "./environment.ts";
import { readToken, tokenOverrides, writeToken } from "./token-cursor.ts";

/** The members of a group. */
export const listGroupUsers = route({
  operation: "listGroupUsers",
  summary: "The members of a group",
  errors: ["not_found", "invalid_cursor"],
  method: "GET",
  path: "/v1/admin/groups/{group}/users",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  params: GroupParams,
  query: AdminListQuery,
  response: UserListResponse,
  run: async ({ params: { group }, query: { limit, cursor } }) => {
    const list = `members of ${group}`;
    const token = readToken(cursor, list);
    const { Users = [], NextToken } = await callCognito(
      new ListUsersInGroupCommand({
        UserPoolId: environment().USER_POOL_ID,
        GroupName: group,
        Limit: limit,
        NextToken: token,
      }),
      { ResourceNotFoundException: "not_found", ...tokenOverrides(token) },
    );
    return { items: Users.map(describeUser), ...writeToken(NextToken, list) };
  },
});
