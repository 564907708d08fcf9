type Members = Readonly<Record<string, unknown>>;

/** What a token says, before anything of it is believed. */
export type ReadToken =
  | { readonly kind: "signed"; readonly header: Members; readonly claims: Members }
  /** A JWE (RFC 7516), as Cognito's refresh tokens are: nobody but Cognito reads more than its header. */
  | { readonly kind: "encrypted"; readonly header: Members }
  | { readonly kind: "unreadable" };

/** Claims of ours have three levels at most. Thousands, which fit into a token, could be read and not be written again. */
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
