type Members = Readonly<Record<string, unknown>>;

/** What a token says, before anything of it is believed. */
export type ReadToken =
  | { readonly kind: "signed"; readonly header: Members; readonly claims: Members }
  /** A JWE (RFC 7516), as Cognito's refresh tokens are: nobody but Cognito reads more than its header. */
  | { readonly kind: "encrypted"; readonly header: Members }
  | { readonly kind: "unreadable" };

function members(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(part, "base64url")),
    );
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : undefined;
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
