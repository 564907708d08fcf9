import * as z from "zod/mini";

/** Who calls, as the verified access token says. Times are seconds since the epoch. */
export interface Principal {
  /** The user's immutable id. */
  readonly sub: string;
  /** The name that the pool's administrative operations take. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** The app client that the token was issued to. */
  readonly clientId: string;
  /** The id of this token, and of the sign-in it descends from; both are there where token revocation is enabled. */
  readonly jti: string | undefined;
  readonly originJti: string | undefined;
  readonly authTime: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A time: a number, or the digits that an HTTP API makes of it. */
const Seconds = z.pipe(
  z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d+$/))]), z.transform(Number)),
  z.int().check(z.nonnegative()),
);

/**
 * A list: an array, or what an HTTP API makes of it, `"[admins users]"`. Group names hold no white space but may hold
 * brackets, so only the outer pair is taken off.
 */
const Names = z.union([
  z.array(z.string()),
  z.pipe(
    z.string().check(z.regex(/^\[.*\]$/s)),
    z.transform((list: string) =>
      list
        .slice(1, -1)
        .split(" ")
        .filter((name) => name !== ""),
    ),
  ),
]);

/** The claims of an access token. An ID token is refused: it says who somebody is, not what a caller may do. */
const AccessTokenClaims = z.object({
  token_use: z.literal("access"),
  sub: z.string().check(z.regex(/^[\w:-]{1,128}$/)),
  username: z.string().check(z.minLength(1)),
  client_id: z.string().check(z.minLength(1)),
  scope: z._default(z.string(), ""),
  "cognito:groups": z.prefault(Names, () => []),
  jti: z.optional(z.string()),
  origin_jti: z.optional(z.string()),
  auth_time: Seconds,
  iat: Seconds,
  exp: Seconds,
});

/**
 * Reads the claims that the gateway's JWT authorizer passes on. It has verified signature, issuer, audience and expiry;
 * only the form is read here. AWS passes every claim as a string, other gateways pass them as they stand in the token:
 * both are read alike.
 *
 * @returns undefined where the claims are not those of a user's access token.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function readPrincipal(claims: unknown): Principal | undefined {
  const parsed = z.safeParse(AccessTokenClaims, claims);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return {
    sub: data.sub,
    username: data.username,
    groups: data["cognito:groups"],
    scopes: data.scope.split(" ").filter((scope) => scope !== ""),
    clientId: data.client_id,
    jti: data.jti,
    originJti: data.origin_jti,
    authTime: data.auth_time,
    issuedAt: data.iat,
    expiresAt: data.exp,
  };
}
