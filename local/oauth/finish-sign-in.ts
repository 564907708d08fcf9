/** The end of every sign-in at a pool's domain: the browser's session, and a code or tokens for the client. */
import { randomUUID } from "node:crypto";
import { ServiceError } from "../protocol/service-error.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { type HostedSession, openSession, type SignedIn } from "./hosted-session.ts";
import { issueHostedTokens, renderTokens } from "./hosted-tokens.ts";
import { answerAt, RedirectError } from "./oauth-errors.ts";
import type { OAuthRequest } from "./oauth-request.ts";
import { type Reply, redirect, withCookies } from "./reply.ts";

const CODE_MILLISECONDS = 5 * 60 * 1000;

/**
 * Creates the browser's session, always with a new id, and redirects to the client.
 *
 * @throws RedirectError with the implicit grant: what the PreTokenGeneration trigger makes of it
 */
export async function finishSignIn(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  signedIn: SignedIn,
): Promise<Reply> {
  const { session, cookie } = openSession(request, authorization, signedIn);
  return withCookies(await answerClient(request, authorization, session), cookie);
}

/**
 * Redirects to the client with the requested code or tokens.
 * @throws RedirectError with the implicit grant: what the PreTokenGeneration trigger makes of it
 */
export function answerClient(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  session: HostedSession,
): Reply | Promise<Reply> {
  return authorization.responseType === "code"
    ? redirect(answerAt(authorization, { code: issueCode(request, authorization, session) }))
    : answerWithTokens(request, authorization, session);
}

/** A code is valid once, for five minutes, for this client, redirect URI and challenge. */
function issueCode(
  { context }: OAuthRequest,
  authorization: AuthorizationRequest,
  { user, authenticatedAt, authentication, provider, ssoId }: HostedSession,
): string {
  const { client, pool, redirectUri, scopes, nonce, challenge, resource } = authorization;
  // A UUID, as AWS's codes are: 122 random bits.
  const code = randomUUID();
  context.hostedRecords.keepAs("code", code, {
    poolId: pool.id,
    content: {
      userKey: user.key,
      clientId: client.id,
      redirectUri,
      scopes,
      authenticatedAt,
      authentication,
      ...(provider !== null && { isFederated: true }),
      ...withoutUndefined({ nonce, challenge, resource, ssoId: ssoId ?? undefined }),
    },
    expiresAt: context.clock.now() + CODE_MILLISECONDS,
  });
  return code;
}

/**
 * The implicit grant: tokens in the fragment, without a refresh token (RFC 6749 §4.2.2).
 * @throws RedirectError the PreTokenGeneration trigger's error
 */
async function answerWithTokens(
  { context }: OAuthRequest,
  authorization: AuthorizationRequest,
  { user, authenticatedAt, authentication, provider }: HostedSession,
): Promise<Reply> {
  const { client, pool, scopes, nonce, resource } = authorization;
  const issued = issueHostedTokens(context, {
    client,
    pool,
    user,
    grant: {
      scopes,
      authenticatedAt,
      authentication,
      ...(provider !== null && { isFederated: true }),
      ...withoutUndefined({ nonce, resource }),
    },
    isRefreshable: false,
  });
  const tokens = await issued.catch((error: unknown) => {
    throw error instanceof ServiceError
      ? new RedirectError(authorization, "invalid_request", error.message)
      : error;
  });
  const answer = Object.entries(renderTokens(tokens)).map(([name, value]) => [name, String(value)]);
  return redirect(answerAt(authorization, Object.fromEntries(answer)));
}
