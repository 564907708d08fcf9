import { normalizeEmail } from "../auth/email.ts";

/** What the former system's account brings along, as attributes of the pool. */
export type FormerAccount = Readonly<Record<string, string>> & {
  readonly email: string;
  readonly email_verified: "true" | "false";
};

/** Members of the answer that become attributes as they are. */
const TEXTS = { name: "name", givenName: "given_name", familyName: "family_name", locale: "locale" } as const;

const MAX_CHARACTERS = 2048;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= MAX_CHARACTERS;

/**
 * Reads the former system's answer: `{"email", "emailVerified", "name"?, "givenName"?, "familyName"?, "locale"?}`. Other
 * members are passed over: nothing but what is named here gets into the pool, no group and no flag.
 *
 * By hand instead of by a schema library: a trigger's bundle must stay small.
 *
 * @param askedFor the name that somebody signs in with; an answer about another address is no answer
 * @returns undefined where the answer is not of this form
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
