import * as z from "zod/mini";
import { ApiError } from "../../libs/http/api-error.ts";
import { readToken } from "../../libs/tokens/read-token.ts";

const SignInClaims = z.object({
  sub: z.string(),
  client_id: z.string(),
  origin_jti: z.string(),
  auth_time: z.int(),
});

/** The sign-in of a token. */
export interface TokenSignIn {
  readonly sub: string;
  readonly clientId: string;
  readonly originJti: string;
  /** Seconds since the epoch. */
  readonly authTime: number;
}

/**
 * Reads an access token that Cognito has just issued, so it needs no verification.
 *
 * @throws ApiError `internal_error` if it is not an access token, or the client has token revocation off
 */
export function signInOf(accessToken: string): TokenSignIn {
  const token = readToken(accessToken);
  const claims = z.safeParse(SignInClaims, token.kind === "signed" ? token.claims : undefined);
  if (!claims.success) throw new ApiError("internal_error", { cause: claims.error });
  const { sub, client_id: clientId, origin_jti: originJti, auth_time: authTime } = claims.data;
  return { sub, clientId, originJti, authTime };
}
