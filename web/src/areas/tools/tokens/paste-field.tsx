import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { TextField } from "../../../components/text-field.tsx";

/** A field to paste a token. It stays in this page's memory and is gone with the page. */
export function PasteField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const { t } = useLingui();
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      rows={5}
      isMono
      placeholder="eyJraWQiOi…"
      autoComplete="off"
      hint={t`It is read only in this page: not sent, not stored, not put into the URL.`}
      aside={
        value !== "" && (
          <Button kind="link" onPress={() => onChange("")}>
            {t`Clear`}
          </Button>
        )
      }
    />
  );
}
