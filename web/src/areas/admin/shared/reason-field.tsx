import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { TextField } from "../../../components/text-field.tsx";

/** Why an administrator does something. */
export function ReasonField({
  value,
  onChange,
  autoFocus = false,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly autoFocus?: boolean;
}): ReactNode {
  const { t } = useLingui();
  return (
    <TextField
      label={t`Reason`}
      hint={t`It is kept in the audit log.`}
      value={value}
      onChange={onChange}
      maxLength={256}
      isOptional
      autoFocus={autoFocus}
      autoComplete="off"
    />
  );
}

/** As the API expects it: an empty reason is left out. */
export const reasonOf = (text: string): { readonly reason?: string } =>
  text.trim() === "" ? {} : { reason: text.trim() };
