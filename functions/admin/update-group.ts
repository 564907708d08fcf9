import { UpdateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Group, GroupUpdate } from "../../libs/schemas/admin-groups.ts";
import { GroupParams } from "../../libs/schemas/admin-params.ts";
import { record } from "./administration.ts";
import { checkUnprotected, describeGroup } from "./describe-group.ts";
import { environment } from "./environment.ts";

/** Changes a group. Those of the deployment are the template's: a change here would be undone by the next one there. */
export const updateGroup = route({
  operation: "updateGroup",
  summary: "Change a group's description or precedence",
  errors: ["not_found", "group_protected", "invalid_parameter"],
  method: "PATCH",
  path: "/v1/admin/groups/{group}",
  scope: "api/users.write",
  assurance: "recent",
  params: GroupParams,
  body: GroupUpdate,
  response: Group,
  run: async ({ params, body: { description, precedence, reason }, principal, from }) => {
    checkUnprotected(params.group);
    const { Group: group = {} } = await callCognito(
      new UpdateGroupCommand({
        UserPoolId: environment().USER_POOL_ID,
        GroupName: params.group,
        Description: description,
        Precedence: precedence,
      }),
      { ResourceNotFoundException: "not_found" },
    );
    await record("group_changed", principal.sub, { principal, from, reason }, { group: params.group });
    return describeGroup(group);
  },
});
