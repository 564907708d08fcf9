import * as z from "zod/mini";
import { named } from "./named.ts";

/**
 * Text for people: no control characters, no halves of characters (lone surrogates, which JSON can carry), and none of the marks that
 * turn the direction of text, by which `exe.txt` reads as `txt.exe` (https://unicode.org/reports/tr36/).
 */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u;

const error = "Must be plain text, without control characters and marks that turn its direction";

/** Such text with something besides white space in it. */
export const textUpTo = (length: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(length), z.regex(PLAIN_TEXT, { error }));

export const Text = named("Text", textUpTo(256));

/** A code as people type and paste it: `123 456`, in groups and with space around. */
export const withoutSpaces = (code: string): string => code.replace(/\s+/gu, "");
