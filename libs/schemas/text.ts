import * as z from "zod/mini";
import { named } from "./named.ts";

/**
 * Text for people: something in it can be seen, and it has no control characters, no lone surrogates (which JSON can hold), and
 * none of the marks that change the direction of text, which can make `exe.txt` read as `txt.exe`
 * (https://unicode.org/reports/tr36/).
 */
const PLAIN_TEXT =
  /^(?=.*[\p{L}\p{N}\p{P}\p{S}])[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u;

const error = "Must be plain and visible text, without control characters and marks that turn its direction";

/** Such text of at most so many characters, trimmed. */
export const textUpTo = (length: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(length), z.regex(PLAIN_TEXT, { error }));

export const Text = named("Text", textUpTo(256));

/** A code as people type and paste it: `123 456`, in groups and with space around. */
export const withoutSpaces = (code: string): string => code.replace(/\s+/gu, "");
