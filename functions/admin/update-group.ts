import { GetGroupCommand, UpdateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { changeUnchanged } from "../../libs/admins/version-of.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Group, GroupUpdate } from "../../libs/schemas/admin-groups.ts";
import { GroupParams } from "../../libs/schemas/admin-params.ts";
import { record, table } from "./administration.ts";
import { checkUnprotected, describeGroup } from "./describe-group.ts";
import { environment } from "./environment.ts";

const GROUP_GONE = { ResourceNotFoundException: "not_found" } as const;

/** Changes a group. The deployment's own groups belong to the template, which would undo a change. */
export const updateGroup = route({
  operation: "updateGroup",
  summary: "Change a group's description or precedence",
  errors: ["changed_meanwhile", "not_found", "group_protected", "invalid_parameter"],
  method: "PATCH",
  path: "/v1/admin/groups/{group}",
  scope: "api/users.write",
  assurance: "recent",
  params: GroupParams,
  body: GroupUpdate,
  response: Group,
  run: async ({ params, body: { description, precedence, reason, version }, principal, from }) => {
    checkUnprotected(params.group);
    const named = { UserPoolId: environment().USER_POOL_ID, GroupName: params.group };
    const edited = { kind: "group", id: params.group, version } as const;
    const changed = await changeUnchanged(table(), edited, async (check) => {
      if (version !== undefined) {
        const { Group: found = {} } = await callCognito(new GetGroupCommand(named), GROUP_GONE);
        check(describeGroup(found).version);
      }
      const { Group: group = {} } = await callCognito(
        new UpdateGroupCommand({ ...named, Description: description, Precedence: precedence }),
        GROUP_GONE,
      );
      return describeGroup(group);
    });
    await record("group_changed", principal.sub, { principal, from, reason }, { group: params.group });
    return changed;
  },
});
