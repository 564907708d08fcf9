import { assignGroups, keepGroupsAsTheyAre } from "../../libs/groups/assign-groups.ts";
import { groupRulesOf } from "../../libs/groups/group-rules.ts";
import { isMarkedVouched } from "../../libs/groups/vouched.ts";
import { table } from "./administration.ts";
import { environment } from "./environment.ts";
import type { PoolUser } from "./load-user.ts";

/** Cognito puts users of an identity provider into a group of its own, which has no effect here. */
const isOurs = (group: string) => !group.startsWith(`${environment().USER_POOL_ID}_`);

/**
 * Runs before an administrator changes an account's groups. An account that never had any gets its first ones now, including
 * those it was promised, because an account in a group is not looked at again. From now on no rule adds a group, even if the
 * account ends up without any.
 *
 * @param groups the account's groups
 */
export async function settleFirstGroups(user: PoolUser, groups: readonly string[]): Promise<void> {
  const { sub, username, email, emailVerified, status } = user;
  const now = Date.now();
  if (groups.some(isOurs)) return await keepGroupsAsTheyAre(table(), sub, now);
  await assignGroups(
    table(),
    groupRulesOf(environment()),
    {
      userPoolId: environment().USER_POOL_ID,
      username,
      sub,
      verifiedEmail: emailVerified ? email : undefined,
      isVouched: async () => status === "FORCE_CHANGE_PASSWORD" || (await isMarkedVouched(table(), sub)),
    },
    now,
  );
}
