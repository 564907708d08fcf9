/**
 * Values that the API already knows. Requests contain markers for them, which are filled in when a request is sent: so a seed
 * gives the same requests for different users.
 */

/** Names of members and parameters with a known value of the user. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set([
  "email",
  "password",
  "previousPassword",
  "newPassword",
  "refreshToken",
  "token",
  "id",
  "user",
  "group",
  "session",
  "code",
]);

export type KnownValues = Readonly<Record<string, string>>;

export const marker = (name: string): string => `{{${name}}}`;

/** Replaces the markers in a text, in a URL with `encode`. */
export function fillIn(text: string, known: KnownValues, encode: (value: string) => string = String): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    known[name] === undefined ? whole : encode(known[name]),
  );
}
