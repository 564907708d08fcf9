import { useLingui } from "@lingui/react/macro";
import type { AuthConfig } from "../../api/config.ts";
import type { ApiFailure } from "../../api/problem.ts";
import type { PasswordPoint } from "../../components/password-field.tsx";

/** A password must not contain the address or the app's name. */
const isPartOf = (password: string, text: string): boolean =>
  text.length > 3 && password.toLowerCase().includes(text.toLowerCase());

/** The rule for new passwords, as far as the page can check it; the API decides. */
export function usePasswordRule(config: AuthConfig | undefined, email: string) {
  const { t } = useLingui();
  const minimum = config?.passwordRule.minimumLength ?? 15;
  return (password: string): readonly PasswordPoint[] => [
    { text: t`At least ${minimum} characters`, isMet: [...password].length >= minimum },
    { text: t`No spaces at the ends`, isMet: password === password.trim() },
    { text: t`Without your e-mail address`, isMet: !isPartOf(password, email.split("@")[0] ?? "") },
  ];
}

/** Why the API refused a new password. */
export function usePasswordProblem() {
  const { t } = useLingui();
  return (error: ApiFailure | undefined): string | undefined => {
    if (error?.code === "password_reused") return t`You used this password here before. Choose another one.`;
    const reason = error?.problem?.errors?.find((one) => one.reason !== undefined)?.reason;
    switch (reason) {
      case "too_short":
        return t`The password is too short.`;
      case "common":
        return t`Many people use this password. Choose one that is harder to guess.`;
      case "personal":
        return t`The password is made of your name or address. Choose another one.`;
      case "app_name":
        return t`The password is made of this app's name. Choose another one.`;
      case "repeated":
        return t`The password repeats itself. Choose another one.`;
      case "pattern":
        return t`The password is a sequence, a date or a row of keys. Choose another one.`;
      case "breached":
        return t`This password is in a public list of stolen passwords. Choose another one.`;
      default:
        return error?.code === "invalid_password" ? t`Choose a password that meets the rule.` : undefined;
    }
  };
}
