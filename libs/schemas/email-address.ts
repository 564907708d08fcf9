import * as z from "zod/mini";
import { normalizeEmail } from "../auth/email.ts";
import { named } from "./named.ts";

/** Cognito's user names end there. */
const MAX_LENGTH = 128;

/**
 * An address as a browser's `<input type="email">` takes it
 * (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address): a domain in ASCII, with `xn--` for others.
 */
const VALID_ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** An address that an account is to get, normalised. */
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
 * An address by which an account is named, normalised. The pool may hold what this API would not take today, from a console, an
 * import or an identity provider: whether there is such an account is the pool's to say.
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
