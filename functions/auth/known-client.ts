import { reportLostWrite } from "../../libs/activity/record-event.ts";
import { ATTESTATION, issueAttestation } from "../../libs/attestation/attestation.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { KNOWN_CLIENT, KNOWN_CLIENT_TOKEN } from "../../libs/known-clients/known-client-token.ts";
import { KNOWN_CLIENT_SECONDS, knownClientStore } from "../../libs/known-clients/known-clients.ts";
import type { TokensAnswer } from "../../libs/schemas/auth.ts";
import { NO_GUESS } from "../../libs/sign-in-attempts/sign-in-attempts.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { table } from "./activity.ts";
import { environment } from "./environment.ts";
import { isOwnPage } from "./refresh-cookie.ts";
import { signInOf } from "./token-claims.ts";

/** The cookie of a page that has signed in before (docs/adr/0024). Named and kept like the refresh token's. */
const cookieName = () => `__Secure-known-client${environment().COOKIE_SUFFIX}`;

/** `Set-Cookie` for a known client's token. */
export const renderKnownClientCookie = (token: string): string =>
  `${cookieName()}=${token}; Max-Age=${KNOWN_CLIENT_SECONDS}; Path=/v1/auth; HttpOnly; Secure; SameSite=Strict`;

/**
 * The token that a client shows: the body's or, from a page of an allowed origin, the cookie's. Of two cookies neither counts:
 * a page of a neighbouring host can set one.
 */
export function shownToken(fromBody: string | undefined, from: RequestOrigin): string | undefined {
  if (fromBody !== undefined || !isOwnPage(from)) return fromBody;
  const start = `${cookieName()}=`;
  const [token, ...others] = from.cookies
    .filter((cookie) => cookie.startsWith(start))
    .map((cookie) => cookie.slice(start.length));
  return token !== undefined && others.length === 0 && KNOWN_CLIENT_TOKEN.test(token) ? token : undefined;
}

/** What the pre-authentication trigger is told, so that it counts the attempt as the client's own. */
export function knownClientMetadata(token: string | undefined): Readonly<Record<string, string>> {
  return withoutUndefined({ [KNOWN_CLIENT]: token });
}

/**
 * Makes the client known that has just signed in. If the table does not answer, the sign-in goes on: the client stays as it is.
 *
 * @param shown the token that it came with
 * @returns the token to show next time; undefined where it could not be written
 */
export async function rememberClient(
  { tokens }: TokensAnswer,
  email: string,
  shown: string | undefined,
): Promise<string | undefined> {
  try {
    const { sub } = signInOf(tokens.accessToken);
    return await knownClientStore(table()).remember({ sub, email }, shown, Date.now());
  } catch (error) {
    reportLostWrite("known_client", error);
    return undefined;
  }
}

/**
 * Vouches to the pre-authentication trigger for a sign-in in which no password is guessed. Where the table is away it is
 * counted like any other.
 */
export async function attestNoGuess(email: string): Promise<Readonly<Record<string, string>>> {
  try {
    const statement = { purpose: NO_GUESS, subject: email };
    return { [ATTESTATION]: await issueAttestation(table(), statement, Date.now()) };
  } catch (error) {
    reportLostWrite("attestation", error);
    return {};
  }
}
