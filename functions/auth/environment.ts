import { TERMS_VARIABLES } from "../../libs/consent/terms.ts";
import {
  commaList,
  lazyEnvironment,
  listOf,
  oneOf,
  onOff,
  optionalText,
  positiveInteger,
  text,
} from "../../libs/env.ts";
import { CLIENT_LIMIT_VARIABLES } from "../../libs/limits/client-limits.ts";
import { ALERT_VARIABLES } from "../../libs/messages/send-alert.ts";
import { PASSWORD_VARIABLES } from "../../libs/passwords/check-new-password.ts";
import { PROVIDER_KINDS, SIGN_IN_METHODS } from "../../libs/schemas/auth.ts";
import { FACTORS } from "../../libs/schemas/mfa.ts";

const isOneOf = <Name extends string>(names: readonly Name[], value: string): value is Name =>
  (names as readonly string[]).includes(value);

function identityProviders(value: string | undefined) {
  return commaList(value).map((entry) => {
    const [name = "", kind = ""] = entry.split("=");
    if (name === "" || !isOneOf(PROVIDER_KINDS, kind)) throw new Error("is not a list of name=kind");
    return { name, kind };
  });
}

/** Part of a cookie's name (RFC 6265 §4.1.1). */
function cookieSuffix(value = ""): string {
  if (!/^[\w-]{0,32}$/.test(value)) throw new Error("must have at most 32 letters, digits, - and _");
  return value;
}

/** The endpoint variables are the SDK's own. The runtime sets them if the services are not AWS's. */
export const environment = lazyEnvironment({
  AWS_REGION: text,
  USER_POOL_ID: text,
  /** Whether the pool tracks sessions. */
  SESSION_TRACKING: onOff,
  USER_POOL_CLIENT_ID: text,
  USER_POOL_ISSUER: text,
  IDENTITY_POOL_ID: text,
  /** The host of the pool's own sign-in pages, if it has any. */
  LOGIN_DOMAIN: optionalText,
  /** `name=kind` each. */
  IDENTITY_PROVIDERS: identityProviders,
  LOGIN_SCOPES: commaList,
  LOGIN_CALLBACK_URLS: commaList,
  LOGIN_LOGOUT_URLS: commaList,
  SIGN_IN_METHODS: listOf(SIGN_IN_METHODS),
  SECOND_FACTORS: listOf(FACTORS),
  /** ISO 3166-1; empty if no text messages are sent. */
  SMS_COUNTRIES: commaList,
  /** Whether the pool asks for second factors that users set up. */
  MFA: oneOf(["OFF", "OPTIONAL"]),
  /** Whether tokens may be for an organization. */
  ORGANIZATIONS: onOff,
  /** What the mail of a sign-up or a reset contains. */
  VERIFICATION: oneOf(["code", "link"]),
  SIGN_UP_MODE: oneOf(["open", "invited"]),
  ...TERMS_VARIABLES,
  /** The pages that may have the refresh token in a cookie. */
  WEB_ORIGINS: commaList,
  /** The suffix of cookie names, for several APIs on one host. */
  COOKIE_SUFFIX: cookieSuffix,
  /** How long a sign-in lasts with the pool's client. */
  REFRESH_TOKEN_DAYS: positiveInteger,
  /** The minimum time of an answer that must not tell whether there is an account. */
  ANSWER_MILLISECONDS: positiveInteger,
  /** For codes to sign in with, as the triggers have them. */
  OTP_SENDS_PER_HOUR: positiveInteger,
  OTP_PAUSE_SECONDS: positiveInteger,
  /** Per kind of mail and mailbox. */
  MAILS_PER_HOUR: positiveInteger,
  ...CLIENT_LIMIT_VARIABLES,
  AWS_ENDPOINT_URL: optionalText,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: optionalText,
  ...PASSWORD_VARIABLES,
  ...ALERT_VARIABLES,
});
