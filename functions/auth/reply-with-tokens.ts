import { Reply, type RequestOrigin } from "../../libs/http/route.ts";
import type { SignInAnswer, TokensAnswer } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";
import { checkOrigin, renderRefreshCookie } from "./refresh-cookie.ts";
import { signInOf } from "./token-claims.ts";

/** Where a refresh token goes. */
export type TokenMode = "body" | "cookie";

const DAY_SECONDS = 24 * 60 * 60;

/**
 * The answer whose refresh token is in a cookie instead. It lasts as long as the token, which rotation does not prolong.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function replyWithCookie({ tokens: { refreshToken, ...tokens } }: TokensAnswer) {
  const endsAt = signInOf(tokens.accessToken).authTime + environment().REFRESH_TOKEN_DAYS * DAY_SECONDS;
  const cookie = renderRefreshCookie(refreshToken, endsAt - Date.now() / 1000);
  return new Reply({ tokens }, { cookies: [cookie] });
}

/**
 * Ends a step of a sign-in as it was asked for: with all tokens in the answer, or the refresh token in a cookie.
 *
 * @param step is not begun where the cookie may not be set: nobody would get its tokens
 * @throws ApiError `origin_not_allowed`, whatever the step throws
 */
export async function answerSignIn(
  { tokens: mode }: { readonly tokens: TokenMode },
  from: RequestOrigin,
  step: () => Promise<SignInAnswer>,
) {
  if (mode === "cookie") checkOrigin(from);
  const answer = await step();
  return mode === "cookie" && "tokens" in answer ? replyWithCookie(answer) : answer;
}
