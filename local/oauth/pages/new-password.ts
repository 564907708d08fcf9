/** A new password, and attributes that the pool requires of its users. */
import { html } from "hono/html";
import type { Pool } from "../../cognito/state/pool-repository.ts";
import type { Field } from "./form.ts";
import type { Html } from "./layout.ts";
import { Refused } from "./problems.ts";
import { fill, type PageTexts } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

const PREFIX = "userAttributes.";

/** The pool's rules for a password, as a list. */
function rulesOf({ settings }: Pool, { rules }: PageTexts): Html {
  const policy = settings.Policies.PasswordPolicy;
  const items = [
    fill(rules.length, { count: String(policy.MinimumLength) }),
    ...(policy.RequireUppercase ? [rules.upper] : []),
    ...(policy.RequireLowercase ? [rules.lower] : []),
    ...(policy.RequireNumbers ? [rules.digit] : []),
    ...(policy.RequireSymbols ? [rules.symbol] : []),
  ];
  return html`${rules.intro}<ul class="rules">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** The password and its repetition: without a script, only that finds a typing error. */
export function newPasswordFields(
  { texts }: Visit,
  pool: Pool,
  { isOptional = false, label = texts.newPassword } = {},
): readonly Field[] {
  const rules = rulesOf(pool, texts);
  return [
    {
      name: "password",
      label,
      type: "password",
      autocomplete: "new-password",
      isOptional,
      hint: isOptional ? html`<p>${texts.passwordOptional}</p>${rules}` : rules,
    },
    {
      name: "repeat",
      label: texts.repeatPassword,
      type: "password",
      autocomplete: "new-password",
      isOptional,
    },
  ];
}

/**
 * The password that was typed twice; `""` if none was.
 * @throws Refused
 */
export function readOptionalPassword({ request: { form } }: Visit): string {
  const password = form.get("password") ?? "";
  if (password !== (form.get("repeat") ?? "")) throw new Refused("passwordsDiffer", "repeat");
  return password;
}

/** @throws Refused */
export function readNewPassword(visit: Visit): string {
  const password = readOptionalPassword(visit);
  if (password === "") throw new Refused("missing", "password");
  return password;
}

const INPUTS: Readonly<Record<string, Pick<Field, "type" | "autocomplete" | "inputmode">>> = {
  address: { autocomplete: "street-address" },
  birthdate: { type: "date", autocomplete: "bday" },
  email: { type: "email", autocomplete: "email", inputmode: "email" },
  family_name: { autocomplete: "family-name" },
  gender: { autocomplete: "sex" },
  given_name: { autocomplete: "given-name" },
  middle_name: { autocomplete: "additional-name" },
  name: { autocomplete: "name" },
  nickname: { autocomplete: "nickname" },
  phone_number: { type: "tel", autocomplete: "tel", inputmode: "tel" },
  picture: { type: "url" },
  profile: { type: "url" },
  website: { type: "url", autocomplete: "url" },
};

/** "Favourite colour" of `custom:favourite_colour`: only standard attributes have our texts. */
function attributeLabel(name: string, { attributes }: PageTexts): string {
  const plain = name.replace(/^(?:dev:)?custom:/, "").replace(/[_-]+/g, " ");
  return attributes[name] ?? `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** Fields for attributes. @param names with the prefix `userAttributes.`, as the challenge has them */
export function requiredAttributeFields({ texts }: Visit, names: readonly string[]): readonly Field[] {
  return names.map((name) => {
    const attribute = name.slice(PREFIX.length);
    return { name, label: attributeLabel(attribute, texts), attribute, ...INPUTS[attribute] };
  });
}

export const attributeFieldName = (attribute: string): string => `${PREFIX}${attribute}`;
