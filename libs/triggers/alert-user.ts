import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import type { AlertKind, AlertValues } from "../messages/alert-values.ts";
import { alertSettingsOf, sendAlert } from "../messages/send-alert.ts";
import { logTrigger, type TriggerFacts } from "../observability/trigger-log.ts";
import type { TriggerUser } from "./trigger-user.ts";

/** Mails an alert to the user of a trigger's event, if the address is verified. The log lines name the event. Never throws. */
export async function alertUser<Kind extends AlertKind>(
  kind: Kind,
  { verifiedEmail, locale }: Pick<TriggerUser, "verifiedEmail" | "locale">,
  values: AlertValues[Kind],
  event: TriggerFacts,
  environment: Parameters<typeof alertSettingsOf>[0],
): Promise<void> {
  if (verifiedEmail === undefined) return;
  const settings = alertSettingsOf(environment, {
    patience: TRIGGER_PATIENCE,
    log: (level, message, facts) => logTrigger(level, message, event, facts),
  });
  await sendAlert(kind, { email: verifiedEmail, locale }, values, settings);
}
