/** A web page's own data in a WebAuthn ceremony (https://www.w3.org/TR/webauthn-3/). */

/** `clientDataJSON`, as far as it is looked at before the cryptography. */
export interface ClientData {
  readonly challenge: string;
  readonly origin: string;
}

/** Reads the Base64url `clientDataJSON`; `null` where it is none. */
export function readClientData(encoded: unknown): ClientData | null {
  if (typeof encoded !== "string") return null;
  try {
    const { challenge, origin } = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
    return typeof challenge === "string" && typeof origin === "string" ? { challenge, origin } : null;
  } catch {
    return null;
  }
}

/**
 * Whether a page may use a relying party's passkeys: it is that domain or under it, over HTTPS. What is on the machine itself is
 * a secure context without (https://w3c.github.io/webappsec-secure-contexts/#localhost).
 */
export function isOriginOf(origin: string, relyingPartyId: string): boolean {
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return false;
  const isUnder = (host: string) => url.hostname === host || url.hostname.endsWith(`.${host}`);
  return (
    isUnder(relyingPartyId) &&
    (url.protocol === "https:" || (url.protocol === "http:" && isUnder("localhost")))
  );
}
