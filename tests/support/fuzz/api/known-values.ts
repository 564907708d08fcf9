/**
 * What the API knows of already. Requests name it by markers, which are filled in as a request is sent: so a seed makes the same
 * requests again although the people are others.
 */

/** Names of members and parameters for which somebody's own value is known. */
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
