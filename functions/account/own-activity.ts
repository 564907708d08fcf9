import { activityTable } from "../../libs/activity/activity-table.ts";
import type { EventType } from "../../libs/activity/event-types.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { MODULE_PATIENCE } from "../../libs/aws/signed-request.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { alertOwner } from "../../libs/messages/alert-owner.ts";
import type { AlertKind, AlertValues } from "../../libs/messages/alert-values.ts";
import { describeSession } from "../../libs/sessions/describe-session.ts";
import { endSignIns, type FailedEnding } from "../../libs/sessions/end-sign-ins.ts";
import { listUserSessions } from "../../libs/sessions/user-sessions.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";
import type { OwnUser } from "./load-own-user.ts";

export const table = () => activityTable(environment().ACTIVITY_TABLE_NAME);

/** Records what a user did to their own account. Never fails the request. */
export async function recordOwn(
  type: EventType,
  { principal, from }: { readonly principal: Principal; readonly from: RequestOrigin },
  detail?: Readonly<Record<string, string>>,
): Promise<void> {
  await recordFor(principal, from, table(), { type, sub: principal.sub, ...withoutUndefined({ detail }) });
}

/** Where the caller's sign-ins are kept. */
export const sessionPlaces = () => ({
  table: table(),
  userPoolId: environment().USER_POOL_ID,
  isTracked: environment().SESSION_TRACKING,
});

/** Ends every sign-in of the caller, including this one, here and at Cognito. @returns what failed */
export function endOwnSignIns({ sub, username }: Principal): Promise<readonly FailedEnding[]> {
  return endSignIns({ sub, username }, { ...sessionPlaces(), patience: MODULE_PATIENCE });
}

/** Mails an alert to the address that the account had before the change; never fails the request. */
export const alertSelf = <Kind extends AlertKind>(
  kind: Kind,
  before: Pick<OwnUser, "email" | "locale">,
  values: AlertValues[Kind],
) => alertOwner(kind, before, values, environment());

/** When and from where, for alerts. */
export const occurrence = ({ ip }: RequestOrigin) => ({ time: new Date(), address: ip });

/** The caller's active sign-ins, the last used first; `current` is the one of this request. @throws ApiError */
export async function listOwnSessions({ sub, username, originJti }: Principal) {
  const sessions = await listUserSessions({ sub, username }, sessionPlaces());
  return sessions.map((session) => ({
    ...describeSession(session),
    current: session.own?.originJti === originJti,
  }));
}
