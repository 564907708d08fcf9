import { MODULE_PATIENCE } from "../aws/signed-request.ts";
import { logger } from "../observability/logger.ts";
import type { AlertKind, AlertValues } from "./alert-values.ts";
import { alertSettingsOf, sendAlert } from "./send-alert.ts";

interface Owner {
  /** The address to write to; without one there is no mail. */
  readonly email: string | undefined;
  readonly locale: string | undefined;
}

/** Mails an alert to the owner of an account, from a module of the API. Never fails the request. */
export async function alertOwner<Kind extends AlertKind>(
  kind: Kind,
  { email, locale }: Owner,
  values: AlertValues[Kind],
  environment: Parameters<typeof alertSettingsOf>[0],
): Promise<void> {
  if (email === undefined) return;
  const settings = alertSettingsOf(environment, {
    patience: MODULE_PATIENCE,
    log: (level, message, facts) => logger[level === "ERROR" ? "error" : "info"](message, facts),
  });
  await sendAlert(kind, { email, locale }, values, settings);
}
