import { useLingui } from "@lingui/react/macro";
import type { SignInsByMethod } from "../../../../../clients/typescript/api-types.ts";

/** How people sign in, as a chart's legend says it. */
export function useMethodTexts(): Readonly<Record<keyof SignInsByMethod, string>> {
  const { t } = useLingui();
  return {
    password: t`Password`,
    passkey: t`Passkey`,
    code: t`Code`,
    link: t`Link by e-mail`,
    hosted: t`Sign-in pages`,
    provider: t`Provider`,
    other: t`Other`,
  };
}
