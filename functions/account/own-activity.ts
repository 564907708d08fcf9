import { activityTable } from "../../libs/activity/activity-table.ts";
import type { EventType } from "../../libs/activity/event-types.ts";
import { recordEvent } from "../../libs/activity/record-event.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { MODULE_PATIENCE } from "../../libs/aws/signed-request.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import type { AlertKind, AlertValues } from "../../libs/messages/alert-values.ts";
import { moduleAlertSettings } from "../../libs/messages/module-alert-settings.ts";
import { sendAlert } from "../../libs/messages/send-alert.ts";
import { endSignIns, type FailedEnding } from "../../libs/sessions/end-sign-ins.ts";
import { environment } from "./environment.ts";
import type { OwnUser } from "./load-own-user.ts";

export const table = () => activityTable(environment().ACTIVITY_TABLE_NAME);

interface Doing {
  readonly principal: Principal;
  readonly from: RequestOrigin;
}

/** Writes what a user did to the own account into the audit trail; never fails the request. */
export async function recordOwn(
  type: EventType,
  { principal: { sub, clientId }, from: { ip, userAgent } }: Doing,
  detail?: Readonly<Record<string, string>>,
): Promise<void> {
  const event = { type, sub, clientId, ip, userAgent: userAgent.slice(0, 256) };
  await recordEvent(table(), detail === undefined ? event : { ...event, detail });
}

/** Ends every sign-in of the caller, the one that asks too, here and at Cognito. @returns what failed */
export function endOwnSignIns({ sub, username }: Principal): Promise<readonly FailedEnding[]> {
  const places = { table: table(), userPoolId: environment().USER_POOL_ID, patience: MODULE_PATIENCE };
  return endSignIns({ sub, username }, places);
}

/** Mails an alert to the address that the account had before the change; never fails the request. */
export async function alertOwner<Kind extends AlertKind>(
  kind: Kind,
  { email, locale }: Pick<OwnUser, "email" | "locale">,
  values: AlertValues[Kind],
): Promise<void> {
  if (email === undefined) return;
  await sendAlert(kind, { email, locale }, values, moduleAlertSettings(environment()));
}

/** When and from where, as alerts tell it. */
export const occurrence = ({ ip }: RequestOrigin) => ({ time: new Date(), address: ip });
