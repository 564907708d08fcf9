import { assignGroups, keepGroupsAsTheyAre } from "../../libs/groups/assign-groups.ts";
import { groupRulesOf } from "../../libs/groups/group-rules.ts";
import { isMarkedVouched } from "../../libs/groups/vouched.ts";
import { table } from "./administration.ts";
import { environment } from "./environment.ts";
import type { PoolUser } from "./load-user.ts";

/** Cognito puts users of an identity provider into a group of its own making, which decides nothing. */
const isOurs = (group: string) => !group.startsWith(`${environment().USER_POOL_ID}_`);

/**
 * Before an administrator changes an account's groups: one that never had any gets its first ones now, with what it was
 * promised, since an account in a group is not looked at again; and from now on no rule gives any, even if it is left with
 * none.
 *
 * @param groups which it is in
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
