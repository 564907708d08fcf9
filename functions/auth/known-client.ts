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

/** The cookie of a page that has signed in before (docs/adr/0024), named and stored like the refresh token's. */
const cookieName = () => `__Secure-known-client${environment().COOKIE_SUFFIX}`;

/** `Set-Cookie` for a known client's token. */
export const renderKnownClientCookie = (token: string): string =>
  `${cookieName()}=${token}; Max-Age=${KNOWN_CLIENT_SECONDS}; Path=/v1/auth; HttpOnly; Secure; SameSite=Strict`;

/**
 * The token that a client sends: in the body or, from a page of an allowed origin, in the cookie. Two cookies count as none: a
 * page on a neighbouring host can set one.
 */
export function shownToken(fromBody: string | undefined, from: RequestOrigin): string | undefined {
  if (fromBody !== undefined || !isOwnPage(from)) return fromBody;
  const start = `${cookieName()}=`;
  const [token, ...others] = from.cookies
    .filter((cookie) => cookie.startsWith(start))
    .map((cookie) => cookie.slice(start.length));
  return token !== undefined && others.length === 0 && KNOWN_CLIENT_TOKEN.test(token) ? token : undefined;
}

/** Tells the pre-authentication trigger to count the attempt as the client's own. */
export function knownClientMetadata(token: string | undefined): Readonly<Record<string, string>> {
  return withoutUndefined({ [KNOWN_CLIENT]: token });
}

/**
 * Makes a client known after it signed in. If the table does not answer, the sign-in goes on and the client stays as it is.
 *
 * @param shown the token that it sent
 * @returns the token to send next time; undefined if it could not be written
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
 * Attests to the pre-authentication trigger that no password is guessed in a sign-in. If the table is not available, the
 * sign-in counts like any other.
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
