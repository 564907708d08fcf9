/** All passwords are set and checked here. The memo is large enough for everyone who signs in on one laptop. */
import { createPasswordMemo } from "./domain/password-memo.ts";

export const { createVerifier, isPassword } = createPasswordMemo(10_000);
