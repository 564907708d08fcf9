import { activityTable } from "../../libs/activity/activity-table.ts";
import type { EventType } from "../../libs/activity/event-types.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import { keepAnAdmin } from "../../libs/admins/keep-an-admin.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { USER_GONE } from "./call-on-user.ts";
import { environment } from "./environment.ts";

export const table = () => activityTable(environment().ACTIVITY_TABLE_NAME);

/** Who acts, from where and why. */
export interface Administration {
  readonly principal: Principal;
  readonly from: RequestOrigin;
  readonly reason: string | undefined;
}

/**
 * Records what an administrator did. Never fails the request.
 *
 * @param sub the account; the administrator's own if no account is concerned, as with groups
 */
export async function record(
  type: EventType,
  sub: string,
  { principal, from, reason }: Administration,
  detail?: Readonly<Record<string, string>>,
): Promise<void> {
  await recordFor(principal, from, table(), {
    type,
    sub,
    actor: principal.sub,
    ...withoutUndefined({ reason, detail }),
  });
}

/**
 * Administrators may not do to their own account what could lock them out, or what would remove a factor without the assurance
 * that the account's own routes ask for.
 *
 * @throws ApiError `own_account`
 */
export function checkNotSelf({ sub }: Principal, id: string): void {
  if (sub === id) throw new ApiError("own_account");
}

/** {@link keepAnAdmin}, in this module's pool. */
export function whileAnAdminStays(
  user: { readonly sub: string; readonly username: string },
  leave: () => Promise<void>,
): Promise<void> {
  return keepAnAdmin(
    { table: table(), userPoolId: environment().USER_POOL_ID, refusals: USER_GONE },
    user,
    leave,
  );
}
