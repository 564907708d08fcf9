import { lazyEnvironment, oneOf } from "../../libs/env.ts";
import { BRAND_VARIABLES } from "../../libs/messages/brand.ts";
import { LANGUAGES } from "../../libs/messages/language.ts";
import { passwordMinimumLength } from "../../libs/passwords/minimum-length.ts";

export const environment = lazyEnvironment({
  ...BRAND_VARIABLES,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  PASSWORD_POLICY: passwordMinimumLength,
});
