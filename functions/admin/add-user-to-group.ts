import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { countAsAdmin } from "../../libs/admins/keep-an-admin.ts";
import { ADMINS } from "../../libs/auth/permissions.ts";
import { route } from "../../libs/http/route.ts";
import { MembershipParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record, table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadGroupsOf } from "./load-groups-of.ts";
import { loadUser } from "./load-user.ts";
import { settleFirstGroups } from "./settle-first-groups.ts";

/** Adds a user to a group; their next token has its scopes. Repeating it changes nothing and is recorded once. */
export const addUserToGroup = route({
  operation: "addUserToGroup",
  summary: "Add a user to a group; the next token has its scopes",
  errors: ["not_found"],
  method: "PUT",
  path: "/v1/admin/users/{id}/groups/{group}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: MembershipParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id, group }, body, principal, from }) => {
    const user = await loadUser(id);
    const { sub, username } = user;
    const groups = await loadGroupsOf(username);
    await settleFirstGroups(user, groups);
    // Called even if the list already has the group: it may lag behind a removal of a moment ago.
    await callOnUser(
      new AdminAddUserToGroupCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: username,
        GroupName: group,
      }),
      { ResourceNotFoundException: "not_found" },
    );
    if (group === ADMINS) await countAsAdmin({ table: table() }, sub);
    if (!groups.includes(group)) {
      await record("group_added", sub, { principal, from, reason: body?.reason }, { group });
    }
    return undefined;
  },
});
