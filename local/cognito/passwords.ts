/** The one place that passwords are set and checked through; remembers as many as sign in on one laptop, and then some. */
import { createPasswordMemo } from "./domain/password-memo.ts";

export const { createVerifier, isPassword } = createPasswordMemo(10_000);
