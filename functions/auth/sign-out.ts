import {
  type AuthenticationResultType,
  GetTokensFromRefreshTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { reportLostWrite } from "../../libs/activity/record-event.ts";
import { recordFor } from "../../libs/activity/record-for.ts";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { Reply, type RequestOrigin, route } from "../../libs/http/route.ts";
import { RefreshTokenRequest } from "../../libs/schemas/auth.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { table } from "./activity.ts";
import { environment } from "./environment.ts";
import { givenRefreshToken } from "./given-refresh-token.ts";
import { clearedRefreshCookie } from "./refresh-cookie.ts";
import { revokeRefreshToken } from "./revoke-refresh-token.ts";
import { signInOf } from "./token-claims.ts";

/** Only Cognito can read a refresh token: whose it is shows in the tokens that it gives. */
async function exchange(RefreshToken: string): Promise<AuthenticationResultType | undefined> {
  const output = await attemptCognito(
    new GetTokensFromRefreshTokenCommand({ ClientId: environment().USER_POOL_CLIENT_ID, RefreshToken }),
    [
      "InvalidLambdaResponseException",
      "InvalidParameterException",
      "NotAuthorizedException",
      "RefreshTokenReuseException",
      "UnexpectedLambdaException",
      "UserLambdaValidationException",
      "UserNotFoundException",
    ],
  );
  return output?.AuthenticationResult;
}

/** Makes the API refuse the sign-in's tokens at once. Never fails: at Cognito the sign-in has ended already. */
async function endSession(accessToken: string, from: RequestOrigin): Promise<void> {
  const signedIn = signInOf(accessToken);
  const { sub, originJti, clientId } = signedIn;
  const now = Date.now();
  try {
    const sessions = sessionStore(table());
    // Recorded first: the API may not have seen this session yet.
    await sessions.use({ ...signedIn, ip: from.ip, userAgent: from.userAgent }, now);
    await sessions.revoke(sub, originJti, now);
  } catch (error) {
    reportLostWrite("session", error);
  }
  await recordFor({ clientId }, from, table(), { type: "sign_out", sub }, { now });
}

/**
 * Revokes a refresh token and the tokens that came from it. An invalid token is not an error, because what the caller wants is
 * already true (RFC 7009 §2.2). An access token is an error, because it would stay valid.
 */
export const signOut = route({
  operation: "signOut",
  summary: "Revoke a refresh token, the body's or the cookie's, and the tokens that came from it",
  errors: ["unsupported_token_type", "invalid_refresh_token", "origin_not_allowed", "request_refused"],
  method: "POST",
  path: "/v1/auth/sign-out",
  counts: "tokens",
  status: 204,
  body: RefreshTokenRequest,
  response: Nothing,
  run: async ({ body, from }) => {
    const { mode, refreshToken } = givenRefreshToken(body, from);
    const nothing = new Reply(undefined, { cookies: mode === "cookie" ? [clearedRefreshCookie()] : [] });
    if (refreshToken === undefined) return nothing;
    const exchanged = await exchange(refreshToken);
    await revokeRefreshToken(exchanged?.RefreshToken ?? refreshToken);
    if (exchanged?.AccessToken !== undefined) await endSession(exchanged.AccessToken, from);
    return nothing;
  },
});
