import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { RefreshRequest, type TokensAnswer, TokensQuery, TokensResponse } from "../../libs/schemas/auth.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { orUnavailable, table } from "./activity.ts";
import { clearingCookie, givenRefreshToken } from "./given-refresh-token.ts";
import { newTokensFor } from "./new-tokens.ts";
import { replyWithCookie } from "./reply-with-tokens.ts";
import { revokeRefreshToken } from "./revoke-refresh-token.ts";
import { signInOf } from "./token-claims.ts";

const isReuse = (error: unknown) =>
  error instanceof ApiError &&
  error.cause instanceof Error &&
  error.cause.name === "RefreshTokenReuseException";

/**
 * Ends the sign-in of a token that is used after its grace period: either it or its successor was stolen, and the two cases
 * look the same (RFC 9700 §4.14.2). Cognito refuses the token, but does not document that it ends the sign-in. Since the token
 * is refused in any case, a failure is only counted.
 */
async function endReusedSignIn(refreshToken: string): Promise<void> {
  try {
    await revokeRefreshToken(refreshToken);
  } catch (error) {
    countMetric("sign_ins_not_ended", { cause: "refresh_token_reused" });
    logger.error("sign-in not ended", { cause: describeCause(error, { withStack: false }) });
  }
}

/** @throws ApiError `invalid_refresh_token` */
async function exchange(
  refreshToken: string | undefined,
  organization: string | undefined,
): Promise<TokensAnswer> {
  if (refreshToken === undefined) throw new ApiError("invalid_refresh_token");
  try {
    return await newTokensFor(refreshToken, organization);
  } catch (error) {
    if (isReuse(error)) await endReusedSignIn(refreshToken);
    throw error;
  }
}

/**
 * Cognito may not know that a sign-in was ended in the list of sessions, so it is told when the token is used. If the table
 * can't be asked, there are no tokens; the old refresh token is valid for ten more seconds, for another try.
 *
 * @throws ApiError `invalid_refresh_token`, `service_unavailable`
 */
async function checkSession({ tokens }: TokensAnswer): Promise<void> {
  const isInForce = sessionStore(table()).isInForce(signInOf(tokens.accessToken));
  if (await orUnavailable(isInForce)) return;
  await revokeRefreshToken(tokens.refreshToken);
  throw new ApiError("invalid_refresh_token");
}

async function refreshed(
  refreshToken: string | undefined,
  organization: string | undefined,
): Promise<TokensAnswer> {
  const answer = await exchange(refreshToken, organization);
  await checkSession(answer);
  return answer;
}

/**
 * New tokens for a refresh token, which is replaced as well: the old one is refused after its grace period. They may be for an
 * organization; one that the user is not a member of gives tokens without an organization, never an error, since the old refresh
 * token is used up.
 */
export const refresh = route({
  operation: "refresh",
  summary: "Exchange a refresh token, the body's or the cookie's, for new tokens",
  errors: ["invalid_refresh_token", "origin_not_allowed", "request_refused"],
  method: "POST",
  path: "/v1/auth/refresh",
  counts: "tokens",
  query: TokensQuery,
  body: RefreshRequest,
  response: TokensResponse,
  run: async ({ body, from, query }) => {
    const handsOver = query.tokens === "cookie";
    const { mode, refreshToken } = givenRefreshToken(body, from, { handsOver });
    const answer = await clearingCookie(mode, refreshed(refreshToken, body?.organization));
    return mode === "cookie" ? replyWithCookie(answer) : answer;
  },
});
