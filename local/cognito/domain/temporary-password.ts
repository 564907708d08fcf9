import { randomInt } from "node:crypto";
import type { PasswordRules } from "./password-policy.ts";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGIT = "0123456789";
const SYMBOL = "^$*.[]{}()?!@#%&/,><:;|_~=+-";

function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

/** A random password that any policy accepts, for an invitation without one. */
export function createTemporaryPassword({ MinimumLength }: Pick<PasswordRules, "MinimumLength">): string {
  const characters = [pick(UPPER), pick(LOWER), pick(DIGIT), pick(SYMBOL)];
  while (characters.length < Math.max(MinimumLength, 12)) characters.push(pick(UPPER + LOWER + DIGIT));
  const password: string[] = [];
  for (const character of characters) password.splice(randomInt(password.length + 1), 0, character);
  return password.join("");
}
