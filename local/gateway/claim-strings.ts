/**
 * Claims as API Gateway's HTTP API passes them to a function: always strings. A list becomes `[admins users]`, a number or a
 * boolean its digits or name, a nested object its JSON; a null is omitted.
 *
 * AWS does not document this; these are the forms in events of real HTTP APIs.
 */
export function claimStrings(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (value !== null && value !== undefined) strings[name] = claimString(value);
  }
  return strings;
}

function claimString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimString).join(" ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
