import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { SecondFactor } from "../../../../../clients/typescript/api-types.ts";

const FACTOR_TEXTS = {
  totp: msg`Authenticator app`,
  sms: msg`Text message`,
  email: msg`E-mail`,
} as const;

/** The name of a second factor. */
export function useFactorText(): (factor: SecondFactor) => string {
  const { t } = useLingui();
  return (factor) => t(FACTOR_TEXTS[factor]);
}
