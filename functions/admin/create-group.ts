import { CreateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Group, GroupCreateRequest } from "../../libs/schemas/admin-groups.ts";
import { record } from "./administration.ts";
import { describeGroup } from "./describe-group.ts";
import { environment } from "./environment.ts";

/** Creates a group. It gives no scope and no role: only the deployment can give those. */
export const createGroup = route({
  operation: "createGroup",
  summary: "Create a group, which is in its members' tokens and gives no scope",
  errors: ["group_exists", "invalid_parameter"],
  method: "POST",
  path: "/v1/admin/groups",
  scope: "api/users.write",
  assurance: "recent",
  status: 201,
  body: GroupCreateRequest,
  response: Group,
  run: async ({ body: { name, description, precedence, reason }, principal, from }) => {
    const { Group: group = {} } = await callCognito(
      new CreateGroupCommand({
        UserPoolId: environment().USER_POOL_ID,
        GroupName: name,
        Description: description,
        Precedence: precedence,
      }),
    );
    await record("group_created", principal.sub, { principal, from, reason }, { group: name });
    return describeGroup(group);
  },
});
