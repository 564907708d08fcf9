import { MODULE_PATIENCE } from "../aws/signed-request.ts";
import { logger } from "../observability/logger.ts";
import { type AlertSettings, alertSettingsOf } from "./send-alert.ts";

/** How a module of the API sends alerts, by its environment: with its patience, and its logger. */
export function moduleAlertSettings(environment: Parameters<typeof alertSettingsOf>[0]): AlertSettings {
  return alertSettingsOf(environment, {
    patience: MODULE_PATIENCE,
    log: (level, message, facts) => logger[level === "ERROR" ? "error" : "info"](message, facts),
  });
}
