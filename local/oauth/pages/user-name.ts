/** The names that users of a pool sign in and sign up with. */
import type { Pool } from "../../cognito/state/pool-repository.ts";
import type { Field } from "./form.ts";
import type { Language } from "./language.ts";
import type { PageTexts } from "./texts/page-texts.ts";

type NameKind = keyof PageTexts["names"];

const KINDS: readonly NameKind[] = ["username", "email", "phone_number"];

/** The names that the pool accepts: attributes instead of usernames, or in addition. */
function kindsAtSignIn({ settings }: Pool): readonly NameKind[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = settings;
  if (UsernameAttributes.length > 0) {
    return KINDS.filter((kind) => UsernameAttributes.includes(kind as never));
  }
  return KINDS.filter((kind) => kind === "username" || AliasAttributes.includes(kind as never));
}

/** With more than one, any of them is the user's name. */
export function kindsAtSignUp({ settings }: Pool): readonly NameKind[] {
  const { UsernameAttributes = [] } = settings;
  const kinds = KINDS.filter((kind) => UsernameAttributes.includes(kind as never));
  return kinds.length === 0 ? ["username"] : kinds;
}

/** "Username, email address or phone number", joined as the language does. */
function labelOf(kinds: readonly NameKind[], texts: PageTexts, language: Language): string {
  const names = new Intl.ListFormat(language, { type: "disjunction" }).format(
    kinds.map((kind) => texts.names[kind]),
  );
  return `${names.charAt(0).toLocaleUpperCase(language)}${names.slice(1)}`;
}

interface Reader {
  readonly texts: PageTexts;
  readonly language: Language;
}

/** The field for the name of a user who has an account. */
export function usernameField(pool: Pool, { texts, language }: Reader, value: string | undefined): Field {
  const kinds = kindsAtSignIn(pool);
  return {
    name: "username",
    label: labelOf(kinds, texts, language),
    autocomplete: "username",
    value,
    ...(kinds.length === 1 && kinds[0] === "email" && { inputmode: "email" }),
    ...(kinds.length === 1 && kinds[0] === "phone_number" && { type: "tel", inputmode: "tel" }),
  };
}

/** The field for the name of a new user. */
export function newUsernameField(pool: Pool, { texts, language }: Reader, value: string | undefined): Field {
  const kinds = kindsAtSignUp(pool);
  const [only] = kinds.length === 1 ? kinds : [];
  return {
    name: "username",
    label: labelOf(kinds, texts, language),
    autocomplete: only === "email" ? "email" : only === "phone_number" ? "tel" : "username",
    value,
    attribute: only === "username" ? undefined : only,
    ...(only === "email" && { type: "email", inputmode: "email" }),
    ...(only === "phone_number" && { type: "tel", inputmode: "tel" }),
  };
}
