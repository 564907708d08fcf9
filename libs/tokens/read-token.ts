type Members = Readonly<Record<string, unknown>>;

/** The content of a token, before it is verified. */
export type ReadToken =
  | { readonly kind: "signed"; readonly header: Members; readonly claims: Members }
  /** A JWE (RFC 7516), as Cognito's refresh tokens are: only Cognito can read more than its header. */
  | { readonly kind: "encrypted"; readonly header: Members }
  | { readonly kind: "unreadable" };

/** Our claims have at most three levels. A token could hold thousands, which could be read but not written again. */
const MAX_LEVELS = 32;

function isDeeperThan(levels: number, value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

function members(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(part, "base64url")),
    );
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    return isObject && !isDeeperThan(MAX_LEVELS, value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a JWS (RFC 7515) or JWE in compact form without verifying anything. */
export function readToken(token: string): ReadToken {
  const parts = token.split(".");
  const header = members(parts[0] ?? "");
  if (header === undefined) return { kind: "unreadable" };
  if (parts.length === 5) return { kind: "encrypted", header };
  const claims = members(parts[1] ?? "");
  if (parts.length !== 3 || claims === undefined) return { kind: "unreadable" };
  return { kind: "signed", header, claims };
}
