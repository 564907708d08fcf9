import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Check } from "./checks.ts";
import type { ReadToken } from "./read-token.ts";
import type { ApiRoute } from "./routes-of-api.ts";

/** How a route would answer a token, and why. */
export interface Prediction {
  readonly status: 401 | 403 | undefined;
  readonly text: MessageDescriptor;
  /** What may still make the request fail: it does not depend on the token. */
  readonly but?: MessageDescriptor;
}

/** By default; the API's `reauthenticationSeconds`. */
const RECENT_MS = 15 * 60_000;

const REASONS: Readonly<Record<Check["id"], MessageDescriptor>> = {
  algorithm: msg`The gateway accepts only RS256.`,
  issuer: msg`The gateway accepts only tokens of this API's user pool.`,
  signature: msg`The signature was not made by the pool's keys.`,
  client: msg`The gateway accepts only tokens of this API's app clients.`,
  token_use: msg`It is not one of Cognito's tokens.`,
  not_before: msg`The token is not valid yet.`,
  expiry: msg`The token has expired. Refresh it, then send the request again.`,
};

export const scopesOf = (claims: ReadToken["claims"]): readonly string[] =>
  typeof claims?.scope === "string" ? claims.scope.split(" ").filter(Boolean) : [];

/** Whether a sign-in of this level may be refused. A token without a level is judged by its age and scopes. */
export const isTooWeak = (acr: unknown, levels: readonly string[]): boolean =>
  levels.length > 0 && acr !== undefined && !levels.some((level) => level === acr);

/** In the order in which gateway and API check. */
export function predict(
  route: ApiRoute,
  token: ReadToken,
  checks: readonly Check[],
  now: number,
): Prediction {
  if (route.scope === undefined) return { status: undefined, text: msg`This route needs no token.` };
  if (token.kind === "encrypted") {
    return { status: 401, text: msg`A refresh token opens no route. Send the access token.` };
  }
  if (token.kind === "unreadable") return { status: 401, text: msg`The gateway can't read this token.` };
  const bad = checks.find(({ id, verdict }) => verdict === "failed" && id !== "token_use");
  if (bad !== undefined) return { status: 401, text: REASONS[bad.id] };
  const { claims } = token;
  if (claims?.token_use === "id") {
    return { status: 403, text: msg`An ID token holds no scopes. Send the access token.` };
  }
  const { scope } = route;
  if (!scopesOf(claims).includes(scope)) {
    return {
      status: 403,
      text: msg`The token lacks the scope ${scope}. The user's groups give it; a new token then has it.`,
    };
  }
  const needs = missingSignIn(route, claims, now);
  return {
    status: undefined,
    text: msg`The token allows it.`,
    but:
      needs ?? msg`401 session_revoked is still possible: a token does not show that its session was ended.`,
  };
}

/** What a route may ask of the sign-in that this one is not: strong enough, or recent. */
function missingSignIn(
  { levels, mayAskToSignInAgain }: ApiRoute,
  claims: ReadToken["claims"],
  now: number,
): MessageDescriptor | undefined {
  if (isTooWeak(claims?.acr, levels)) {
    return msg`The sign-in is not of level 3 or 4: if administrators need a second factor here, the route answers 401 reauthentication_required until the user signs in with one.`;
  }
  const signedIn = typeof claims?.auth_time === "number" ? claims.auth_time * 1000 : undefined;
  const isOld = signedIn !== undefined && now - signedIn > RECENT_MS;
  return mayAskToSignInAgain && isOld
    ? msg`The sign-in is older than 15 minutes: the route may answer 401 reauthentication_required until the user signs in again.`
    : undefined;
}
