import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { configQuery } from "../../api/config.ts";
import { type ApiFailure, toFailure } from "../../api/problem.ts";
import { PasswordField, type PasswordPoint } from "../../components/password-field.tsx";

/** A password must not contain the address or the app's name. */
const isPartOf = (password: string, text: string): boolean =>
  text.length > 3 && password.toLowerCase().includes(text.toLowerCase());

/** A password that a user chooses. */
interface NewPassword {
  readonly value: string;
  readonly set: (value: string) => void;
  /** The rule, as far as the page can check it; the API decides. */
  readonly points: readonly PasswordPoint[];
  readonly isRight: boolean;
}

/** @param email the user's address */
export function useNewPassword(email: string): NewPassword {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const [value, set] = useState("");
  const minimum = config?.passwordRule.minimumLength ?? 15;
  const points = [
    { text: t`At least ${minimum} characters`, isMet: [...value].length >= minimum },
    { text: t`No spaces at the ends`, isMet: value === value.trim() },
    { text: t`Without your e-mail address`, isMet: !isPartOf(value, email.split("@")[0] ?? "") },
  ];
  return { value, set, points, isRight: value !== "" && points.every(({ isMet }) => isMet) };
}

/** Why the API refused a new password. */
function useRefusal() {
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

/**
 * The field of a new password, with the rule and the API's refusal.
 *
 * @param isTried whether the form was sent: before that nothing is missing
 */
export function NewPasswordField({
  password: { value, set, points, isRight },
  isTried,
  error,
  ...looks
}: {
  readonly password: NewPassword;
  readonly isTried: boolean;
  readonly error: unknown;
  readonly size?: "large";
  readonly autoFocus?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const refusalOf = useRefusal();
  const refusal = error === null ? undefined : refusalOf(toFailure(error));
  return (
    <PasswordField
      {...looks}
      label={t`New password`}
      name="new-password"
      autoComplete="new-password"
      value={value}
      onChange={set}
      rule={points}
      problem={isTried && !isRight ? t`Choose a password that meets the rule.` : refusal}
    />
  );
}
