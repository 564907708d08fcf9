import { DeleteGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { GroupParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonQuery } from "../../libs/schemas/reason.ts";
import { record } from "./administration.ts";
import { checkUnprotected } from "./describe-group.ts";
import { environment } from "./environment.ts";

/** Deletes a group; its members stay users. */
export const deleteGroup = route({
  operation: "deleteGroup",
  summary: "Delete a group; its members stay users",
  errors: ["not_found", "group_protected"],
  method: "DELETE",
  path: "/v1/admin/groups/{group}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: GroupParams,
  query: ReasonQuery,
  response: Nothing,
  run: async ({ params: { group }, query: { reason }, principal, from }) => {
    checkUnprotected(group);
    await callCognito(new DeleteGroupCommand({ UserPoolId: environment().USER_POOL_ID, GroupName: group }), {
      ResourceNotFoundException: "not_found",
    });
    await record("group_deleted", principal.sub, { principal, from, reason }, { group });
    return undefined;
  },
});
