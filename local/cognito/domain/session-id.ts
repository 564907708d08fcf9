import { randomInt } from "node:crypto";

/** What a session stands for: the tokens of one sign-in, or a browser that is signed in at the pool's domain. */
export type SessionKind = "TOKEN" | "SSO";

const PREFIXES: Readonly<Record<SessionKind, string>> = { TOKEN: "tkn", SSO: "sso" };
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** "A 28-character string of lowercase letters and digits", with the kind's prefix (API_SessionDescriptionType). */
export function createSessionId(kind: SessionKind): string {
  const rest = Array.from({ length: 25 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${PREFIXES[kind]}${rest.join("")}`;
}
