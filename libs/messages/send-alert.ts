import type { Patience } from "../aws/signed-request.ts";
import { oneOf } from "../env.ts";
import { nameOfError } from "../observability/describe-cause.ts";
import { countMetric } from "../observability/metrics.ts";
import { renderAlert } from "./alert.ts";
import type { AlertKind, AlertValues } from "./alert-values.ts";
import { BRAND_VARIABLES, type Brand, brandOf } from "./brand.ts";
import { chooseLanguage, LANGUAGES, type Language } from "./language.ts";
import { sendEmail } from "./send-email.ts";

/** The environment of a function that sends alerts, for `readEnvironment`. */
export const ALERT_VARIABLES = {
  ...BRAND_VARIABLES,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  /** Empty if there is no sender: then there are no mails of our own. */
  MAIL_FROM: (value: string | undefined): string => value ?? "",
} as const;

export interface AlertSettings {
  readonly brand: Brand;
  readonly defaultLanguage: Language;
  readonly from: string;
  readonly patience: Patience;
  /** Gets constant texts and values without secrets, never an address. */
  readonly log: (level: "INFO" | "ERROR", message: string, values: Readonly<Record<string, string>>) => void;
}

export function alertSettingsOf(
  environment: {
    readonly APP_NAME: string;
    readonly BRAND_COLOR: string;
    readonly DEFAULT_LANGUAGE: Language;
    readonly MAIL_FROM: string;
  },
  { patience, log }: Pick<AlertSettings, "patience" | "log">,
): AlertSettings {
  return {
    brand: brandOf(environment),
    defaultLanguage: environment.DEFAULT_LANGUAGE,
    from: environment.MAIL_FROM,
    patience,
    log,
  };
}

interface Addressee {
  readonly email: string;
  /** The user's `locale`, unchecked. */
  readonly locale: string | undefined;
}

/**
 * Mails an alert. Never throws: the user's action is done, with or without a mail. A mail that could not be sent is logged and
 * counted as `message_failed`, and not sent again.
 */
export async function sendAlert<Kind extends AlertKind>(
  kind: Kind,
  { email, locale }: Addressee,
  values: AlertValues[Kind],
  { brand, defaultLanguage, from, patience, log }: AlertSettings,
): Promise<void> {
  if (from === "") {
    log("INFO", "mail not sent: there is no sender", { mail: kind });
    return;
  }
  const language = chooseLanguage([locale], defaultLanguage);
  try {
    const mail = renderAlert(kind, { language, brand, values });
    await sendEmail({ to: email, ...mail }, { from, patience });
  } catch (error) {
    countMetric("message_failed", { cause: kind });
    log("ERROR", "mail not sent", {
      mail: kind,
      cause: nameOfError(error),
    });
  }
}
