import * as z from "zod/mini";
import { normalizeEmail } from "../auth/email.ts";
import { named } from "./named.ts";

/** The maximum length of Cognito's usernames. */
const MAX_LENGTH = 128;

/**
 * An address as in a browser's `<input type="email">` (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address):
 * a domain in ASCII, with `xn--` for others. Without an encoded word (`=?`, RFC 2047), which some mail systems decode to another
 * address.
 */
const VALID_ADDRESS =
  /^(?!.*=\?)[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** An address for an account, normalized. */
export const NewEmail = named(
  "NewEmail",
  z
    .string()
    .check(
      z.overwrite(normalizeEmail),
      z.maxLength(MAX_LENGTH),
      z.regex(VALID_ADDRESS, { error: "Must be an e-mail address" }),
    ),
);

/**
 * An address that identifies an account, normalized. The pool may hold addresses that this API would not accept today, from a
 * console, an import or an identity provider: only the pool knows whether there is such an account.
 */
export const Email = named(
  "Email",
  z
    .string()
    .check(
      z.overwrite(normalizeEmail),
      z.maxLength(MAX_LENGTH),
      z.regex(/^[^\p{Cc}\p{Cs}\s]+@[^\p{Cc}\p{Cs}\s@]+$/u, { error: "Must be an e-mail address" }),
    ),
);
