import { lazyEnvironment, oneOf, text } from "../../libs/env.ts";
import { BRAND_VARIABLES } from "../../libs/messages/brand.ts";
import { LANGUAGES } from "../../libs/messages/language.ts";

/** The pool's policy, as far as a person who chooses a password should know it: `{"minimumLength": 12}`. */
function passwordMinimumLength(value: string | undefined): number {
  const policy: unknown = JSON.parse(text(value));
  const length =
    policy !== null && typeof policy === "object" && "minimumLength" in policy
      ? policy.minimumLength
      : undefined;
  if (!Number.isInteger(length)) throw new Error("has no minimumLength");
  return Number(length);
}

export const environment = lazyEnvironment({
  ...BRAND_VARIABLES,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  PASSWORD_POLICY: passwordMinimumLength,
});
