import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { TextField } from "../../components/text-field.tsx";
import { isAddress } from "./address.ts";

/**
 * The address that signs in or up.
 *
 * @param isChecked the form was submitted: an invalid address is now marked
 */
export function EmailField({
  value,
  onChange,
  isChecked,
  autoComplete = "username",
  autoFocus = true,
}: {
  readonly value: string;
  readonly onChange: (email: string) => void;
  readonly isChecked: boolean;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
}): ReactNode {
  const { t } = useLingui();
  return (
    <TextField
      size="large"
      label={t`E-mail address`}
      type="email"
      name="email"
      autoComplete={autoComplete}
      value={value}
      onChange={onChange}
      problem={
        isChecked && !isAddress(value) ? t`Enter a whole address, such as name@example.com.` : undefined
      }
      autoFocus={autoFocus}
    />
  );
}
