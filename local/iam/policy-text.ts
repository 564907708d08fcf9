/**
 * The texts of policies: `*` and `?`, and variables
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). The value of a variable is text: a `*` in a
 * user's name or tag matches a `*` and nothing else.
 */
import { NotEvaluated } from "./verdict.ts";

const ANY = Symbol("*");
const ONE = Symbol("?");

/** Characters and wildcards. */
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

/** A variable whose key is not in the request: a pattern with it matches nothing. */
export const NO_VALUE = Symbol("no value");

/** The values of a condition key; `undefined` for a key that is not modelled, an empty list if the request does not have it. */
export type KeyValues = (key: string) => readonly string[] | undefined;

const TOKEN = /\$\{([^}]*)\}|./gsu;

/**
 * A text with wildcards.
 *
 * @param values `null` if a policy's version has no variables
 */
export function readPattern(
  text: string,
  values: KeyValues | null,
): Pattern | typeof NO_VALUE | NotEvaluated {
  return read(text, values, (character) => (character === "*" ? ANY : character === "?" ? ONE : character));
}

/** A text without wildcards, in which `*` is an asterisk. */
export function readText(text: string, values: KeyValues | null): string | typeof NO_VALUE | NotEvaluated {
  const parts = read(text, values, (character) => character);
  return Array.isArray(parts) ? parts.join("") : (parts as typeof NO_VALUE | NotEvaluated);
}

function read<Part>(
  text: string,
  values: KeyValues | null,
  partOf: (character: string) => Part,
): (Part | string)[] | typeof NO_VALUE | NotEvaluated {
  const parts: (Part | string)[] = [];
  for (const [token, variable] of text.matchAll(TOKEN)) {
    if (variable === undefined || values === null) {
      for (const character of token) parts.push(partOf(character));
      continue;
    }
    const value = variableValue(variable, values);
    if (typeof value !== "string") return value;
    parts.push(...value);
  }
  return parts;
}

/** `aws:PrincipalTag/team`, the same with a default (`aws:PrincipalTag/team, 'none'`), or a literal `*`, `?` or `$`. */
function variableValue(variable: string, values: KeyValues): string | typeof NO_VALUE | NotEvaluated {
  if (["*", "?", "$"].includes(variable)) return variable;
  const [, key = variable, fallback] = /^([^,]+?)\s*,\s*'([^']*)'\s*$/.exec(variable) ?? [];
  const found = values(key.trim());
  if (found === undefined || found.length > 1) return new NotEvaluated(`the policy variable $\{${variable}}`);
  return found[0] ?? fallback ?? NO_VALUE;
}

/** Whether a whole text matches. The time is at most proportional to the product of both lengths, for every pattern. */
export function matches(pattern: Pattern, text: string): boolean {
  const characters = [...text];
  let [at, position] = [0, 0];
  let retry: { readonly at: number; position: number } | null = null;
  while (position < characters.length) {
    const token = pattern[at];
    if (token === ANY) {
      at += 1;
      retry = { at, position };
    } else if (token === ONE || (token !== undefined && token === characters[position])) {
      at += 1;
      position += 1;
    } else if (retry !== null) {
      retry.position += 1;
      ({ at, position } = retry);
    } else {
      return false;
    }
  }
  while (pattern[at] === ANY) at += 1;
  return at === pattern.length;
}

/** Whether a text without variables matches, ignoring case: for names of actions. */
export function isNameLike(name: string, pattern: string): boolean {
  const read = readPattern(pattern.toLowerCase(), null);
  return Array.isArray(read) && matches(read, name.toLowerCase());
}
