import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import type { RefreshTokenGiven } from "../../libs/schemas/auth.ts";
import { checkOrigin, clearedRefreshCookie, readRefreshCookies } from "./refresh-cookie.ts";
import type { TokenMode } from "./reply-with-tokens.ts";

interface GivenRefreshToken {
  readonly mode: TokenMode;
  /** Missing if the request has none. */
  readonly refreshToken: string | undefined;
}

/**
 * The refresh token of a request: from the body or from the cookie. A token in the body moves into the cookie if the page asks
 * for it: a sign-in on the pool's own pages ends with a token that only the API can hide from scripts.
 *
 * @param handsOver whether a token of the body replaces the cookie
 * @throws ApiError `origin_not_allowed`; `validation_failed` for a token in both places; `invalid_refresh_token` for two
 *   cookies
 */
export function givenRefreshToken(
  body: RefreshTokenGiven,
  from: RequestOrigin,
  { handsOver = false }: { readonly handsOver?: boolean } = {},
): GivenRefreshToken {
  const [fromCookie, ...others] = readRefreshCookies(from);
  const fromBody = body?.refreshToken;
  if (handsOver && fromBody !== undefined) {
    checkOrigin(from);
    return { mode: "cookie", refreshToken: fromBody };
  }
  if (fromCookie === undefined) return { mode: "body", refreshToken: fromBody };
  checkOrigin(from);
  if (fromBody !== undefined) {
    throw new ApiError("validation_failed", {
      errors: [{ in: "body", pointer: "#/refreshToken", detail: "Must not come with the cookie" }],
    });
  }
  if (others.length > 0) throw new ApiError("invalid_refresh_token", { cookies: [clearedRefreshCookie()] });
  return { mode: "cookie", refreshToken: fromCookie };
}

/** Does the work, and clears the cookie if its token is no longer valid. */
export async function clearingCookie<Result>(mode: TokenMode, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const isOver = error instanceof ApiError && error.code === "invalid_refresh_token";
    if (mode === "body" || !isOver) throw error;
    throw new ApiError(error.code, { cause: error.cause, cookies: [clearedRefreshCookie()] });
  }
}
