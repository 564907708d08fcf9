import {
  GetTokensFromRefreshTokenCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito, callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeTokens } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { RefreshTokenRequest, type TokensAnswer, TokensResponse } from "../../libs/schemas/auth.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { needingTable, table } from "./activity.ts";
import { environment } from "./environment.ts";
import { clearingCookie, givenRefreshToken } from "./given-refresh-token.ts";
import { replyWithCookie } from "./reply-with-tokens.ts";
import { signInOf } from "./token-claims.ts";

/** @throws ApiError `invalid_refresh_token` */
async function exchange(refreshToken: string | undefined): Promise<TokensAnswer> {
  if (refreshToken === undefined) throw new ApiError("invalid_refresh_token");
  const { AuthenticationResult } = await callCognito(
    new GetTokensFromRefreshTokenCommand({
      ClientId: environment().USER_POOL_CLIENT_ID,
      RefreshToken: refreshToken,
    }),
    {
      NotAuthorizedException: "invalid_refresh_token",
      UserNotFoundException: "invalid_refresh_token",
      InvalidParameterException: "invalid_refresh_token",
    },
  );
  // A client without rotation gets no new refresh token: then the one it has stays good.
  return { tokens: describeTokens({ RefreshToken: refreshToken, ...AuthenticationResult }) };
}

/**
 * Cognito knows nothing of a sign-in that was ended in the list of sessions: now that its token has shown up, it is told.
 * Where the table can't be asked nobody gets tokens; the old refresh token is good for ten seconds more, for another try.
 *
 * @throws ApiError `invalid_refresh_token`, `service_unavailable`
 */
async function checkSession({ tokens }: TokensAnswer): Promise<void> {
  const isInForce = sessionStore(table()).isInForce(signInOf(tokens.accessToken));
  if (await needingTable(isInForce)) return;
  await attemptCognito(
    new RevokeTokenCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Token: tokens.refreshToken }),
    ["NotAuthorizedException", "UnauthorizedException", "InvalidParameterException"],
  );
  throw new ApiError("invalid_refresh_token");
}

async function refreshed(refreshToken: string | undefined): Promise<TokensAnswer> {
  const answer = await exchange(refreshToken);
  await checkSession(answer);
  return answer;
}

/** New tokens for a refresh token, which is replaced as well: the old one is refused once its grace period is over. */
export const refresh = route({
  operation: "refresh",
  summary: "Exchange a refresh token, the body's or the cookie's, for new tokens",
  errors: ["invalid_refresh_token", "origin_not_allowed", "request_refused"],
  method: "POST",
  path: "/v1/auth/refresh",
  counts: "tokens",
  body: RefreshTokenRequest,
  response: TokensResponse,
  run: async ({ body, from }) => {
    const { mode, refreshToken } = givenRefreshToken(body, from);
    const answer = await clearingCookie(mode, refreshed(refreshToken));
    return mode === "cookie" ? replyWithCookie(answer) : answer;
  },
});
