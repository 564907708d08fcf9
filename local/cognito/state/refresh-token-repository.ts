import type { User } from "./user-repository.ts";

/** All tokens that grew from one sign-in, told apart by `origin_jti`. Times are milliseconds since the Unix epoch. */
export interface TokenFamily {
  readonly origin: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly userKey: number;
  /** When the user proved who they are: `auth_time`. */
  readonly authenticatedAt: number;
  readonly revokedAt: number | null;
  /** What later tokens of the family repeat (scopes, device, methods), plain JSON. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A refresh token that is out; only its hash is kept. */
export interface RefreshToken {
  readonly family: TokenFamily;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When rotation put another in its place. */
  readonly replacedAt: number | null;
}

export interface RefreshTokenRepository {
  openFamily(family: Omit<TokenFamily, "revokedAt">): TokenFamily;
  family(origin: string): TokenFamily | null;
  /** Keeps a refresh token that was just issued. */
  add(token: string, issued: { readonly origin: string; readonly expiresAt: number }): void;
  find(token: string): RefreshToken | null;
  /** Marks the token as rotated out. A second call changes nothing: the first moment counts for the grace period. */
  markReplaced(token: string): void;
  /** Revokes everything of one sign-in. */
  revoke(origin: string): void;
  /** Revokes everything the user has out. */
  revokeAll(user: User): void;
}
