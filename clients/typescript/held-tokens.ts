import type { Tokens, TokensBesideCookie } from "./api-types.ts";

/** The tokens of a sign-in, as a client holds them. */
export interface HeldTokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Missing if it is in a cookie. */
  readonly refreshToken?: string;
  /** Milliseconds since the epoch, by this device's clock. */
  readonly expiresAt: number;
  /** The sign-in that they come from (`origin_jti`); a refresh does not change it. */
  readonly signIn: string;
}

/** Claims of a token, not verified: it came from the API, or from this client's storage. None if the storage holds something else. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ""] = token.split(".");
  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, "+").replace(/_/g, "/")), (character) =>
      character.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The organization that the tokens are for. */
export function organizationOf({ accessToken }: HeldTokens): string | undefined {
  const { org_id: organization } = claimsOf(accessToken);
  return typeof organization === "string" ? organization : undefined;
}

/** Tokens as the API returns them, with their expiry time. */
export function heldTokens(tokens: Tokens | TokensBesideCookie): HeldTokens {
  return {
    accessToken: tokens.accessToken,
    idToken: tokens.idToken,
    ...("refreshToken" in tokens ? { refreshToken: tokens.refreshToken } : {}),
    expiresAt: Date.now() + tokens.expiresIn * 1_000,
    signIn: String(claimsOf(tokens.accessToken).origin_jti),
  };
}

/** Parses tokens from the storage or from another tab; undefined if they are invalid. */
export function readTokens(value: unknown): HeldTokens | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { accessToken, idToken, refreshToken, expiresAt, signIn } = value as Partial<Record<string, unknown>>;
  const isWhole =
    typeof accessToken === "string" &&
    typeof idToken === "string" &&
    typeof expiresAt === "number" &&
    typeof signIn === "string" &&
    (refreshToken === undefined || typeof refreshToken === "string");
  if (!isWhole) return undefined;
  return {
    accessToken,
    idToken,
    expiresAt,
    signIn,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}
