import { GetGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Group } from "../../libs/schemas/admin-groups.ts";
import { GroupParams } from "../../libs/schemas/admin-params.ts";
import { describeGroup } from "./describe-group.ts";
import { environment } from "./environment.ts";

/** One group. */
export const getGroup = route({
  operation: "getGroup",
  summary: "One group, and the scopes that membership gives",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/admin/groups/{group}",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  params: GroupParams,
  response: Group,
  run: async ({ params: { group } }) => {
    const { Group: found = {} } = await callCognito(
      new GetGroupCommand({ UserPoolId: environment().USER_POOL_ID, GroupName: group }),
      { ResourceNotFoundException: "not_found" },
    );
    return describeGroup(found);
  },
});
