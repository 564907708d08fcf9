import { AdminRemoveUserFromGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ADMINS, GROUP_SCOPES } from "../../libs/auth/permissions.ts";
import { route } from "../../libs/http/route.ts";
import { MembershipParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonQuery } from "../../libs/schemas/reason.ts";
import { checkNotSelf, record, whileAnAdminStays } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { loadGroupsOf } from "./load-groups-of.ts";
import { loadUser } from "./load-user.ts";
import { settleFirstGroups } from "./settle-first-groups.ts";

/**
 * Removes a user from a group. If the group gives scopes, the user's sign-ins end: a token keeps its scopes as long as it is
 * valid, whatever the pool says by then. Repeating it changes nothing and is recorded once.
 */
export const removeUserFromGroup = route({
  operation: "removeUserFromGroup",
  summary: "Remove a user from a group; sign-ins that hold its scopes end",
  errors: ["not_found", "own_account", "last_admin"],
  method: "DELETE",
  path: "/v1/admin/users/{id}/groups/{group}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: MembershipParams,
  query: ReasonQuery,
  response: Nothing,
  run: async ({ params: { id, group }, query: { reason }, principal, from }) => {
    if (group === ADMINS) checkNotSelf(principal, id);
    const user = await loadUser(id);
    await settleFirstGroups(user, await loadGroupsOf(user.username));
    const isMember = (await loadGroupsOf(user.username)).includes(group);
    const remove = async () => {
      await callOnUser(
        new AdminRemoveUserFromGroupCommand({
          UserPoolId: environment().USER_POOL_ID,
          Username: user.username,
          GroupName: group,
        }),
        { ResourceNotFoundException: "not_found" },
      );
    };
    await (group === ADMINS ? whileAnAdminStays(user, remove) : remove());
    if (!isMember) return undefined;
    if (GROUP_SCOPES.has(group)) await endSessions(user);
    await record("group_removed", user.sub, { principal, from, reason }, { group });
    return undefined;
  },
});
