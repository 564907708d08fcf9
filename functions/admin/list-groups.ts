import { ListGroupsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { AdminListQuery, GroupListResponse } from "../../libs/schemas/admin-groups.ts";
import { describeGroup } from "./describe-group.ts";
import { environment } from "./environment.ts";
import { readToken, tokenOverrides, writeToken } from "./token-cursor.ts";

const LIST = "groups";

/** The pool's groups. */
export const listGroups = route({
  operation: "listGroups",
  summary: "The groups, and the scopes that membership gives",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/admin/groups",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  query: AdminListQuery,
  response: GroupListResponse,
  run: async ({ query: { limit, cursor } }) => {
    const token = readToken(cursor, LIST);
    const { Groups = [], NextToken } = await callCognito(
      new ListGroupsCommand({ UserPoolId: environment().USER_POOL_ID, Limit: limit, NextToken: token }),
      tokenOverrides(token),
    );
    return { items: Groups.map(describeGroup), ...writeToken(NextToken, LIST) };
  },
});
