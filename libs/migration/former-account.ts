import { normalizeEmail } from "../auth/email.ts";

/** The attributes of a former account, for the pool. */
export type FormerAccount = Readonly<Record<string, string>> & {
  readonly email: string;
  readonly email_verified: "true" | "false";
};

/** Members of the answer that become attributes unchanged. */
const TEXTS = { name: "name", givenName: "given_name", familyName: "family_name", locale: "locale" } as const;

const MAX_CHARACTERS = 2048;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= MAX_CHARACTERS;

/**
 * Reads the former system's answer: `{"email", "emailVerified", "name"?, "givenName"?, "familyName"?, "locale"?}`. Other
 * members are ignored, so that no group and no flag gets into the pool. Without a schema library, because a trigger's bundle
 * must stay small.
 *
 * @param askedFor the name that the user signs in with; an answer about another address is ignored
 * @returns undefined if the answer does not have this form
 */
export function readFormerAccount(answer: unknown, askedFor: string): FormerAccount | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { email, emailVerified, ...others } = answer as Readonly<Record<string, unknown>>;
  if (!isText(email) || typeof emailVerified !== "boolean") return undefined;
  if (normalizeEmail(email) !== normalizeEmail(askedFor)) return undefined;
  const texts: Record<string, string> = {};
  for (const [member, attribute] of Object.entries(TEXTS)) {
    const value = others[member] ?? undefined;
    if (value === undefined) continue;
    if (!isText(value)) return undefined;
    texts[attribute] = value;
  }
  return { ...texts, email: normalizeEmail(email), email_verified: emailVerified ? "true" : "false" };
}
