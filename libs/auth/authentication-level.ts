import { isAdministrative, type Scope } from "./permissions.ts";

/**
 * Cognito's names of the levels that take a second factor: 3 is a passkey, or a password and a code by message; 4 is a password and a
 * code of an authenticator app. The pool of this service keeps the default names (`AcrConfiguration` is not set).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html
 */
export const SECOND_FACTOR_ACRS = ["urn:cognito:loa:3", "urn:cognito:loa:4"] as const;

/** Whether administrators need a second factor: the parameter `adminMfa`. */
export const ADMIN_MFA_VALUES = ["off", "required"] as const;
export type AdminMfa = (typeof ADMIN_MFA_VALUES)[number];

/** The levels of which a route of this scope takes one, if administrators need a second factor; none for any level. */
export const acrValuesOf = (scope: Scope): readonly string[] =>
  isAdministrative(scope) ? SECOND_FACTOR_ACRS : [];

/**
 * Whether a sign-in reached one of the levels. A token without a level, because its sign-in satisfies none or Cognito reports none, is
 * judged as before there were levels: administrative scopes are given only to accounts whose every sign-in takes a second factor.
 */
export const isStrongEnough = (acr: string | undefined, levels: readonly string[]): boolean =>
  levels.length === 0 || acr === undefined || levels.includes(acr);
