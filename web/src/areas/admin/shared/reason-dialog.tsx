import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { TextField } from "../../../components/text-field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { ReasonField, reasonOf } from "./reason-field.tsx";

interface ReasonDialogProps {
  readonly title: string;
  /** What happens and what is lost. */
  readonly children: ReactNode;
  /** The verb on the button. */
  readonly action: string;
  readonly kind?: "primary" | "danger";
  /** For the gravest actions: the text that the user must type. */
  readonly typed?: string | undefined;
  readonly onClose: () => void;
  /** @returns whether it was done; the dialog then closes */
  readonly run: (reason: string | undefined) => Promise<boolean>;
  readonly isBusy: boolean;
  readonly error: unknown;
}

/** Asks before an account is changed, and for the reason, which goes into the audit log. The dialog shows a failure. */
export function ReasonDialog({
  title,
  children,
  action,
  kind = "danger",
  typed,
  onClose,
  run,
  isBusy,
  error,
}: ReasonDialogProps): ReactNode {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  return (
    <FormDialog
      title={title}
      role="alertdialog"
      verb={action}
      kind={kind}
      isBusy={isBusy}
      isReady={typed === undefined || name.trim() === typed}
      error={error}
      onClose={onClose}
      onSubmit={async () => {
        if (await run(reasonOf(reason).reason)) onClose();
      }}
    >
      <div>{children}</div>
      <ReasonField value={reason} onChange={setReason} autoFocus />
      {typed !== undefined && (
        <TextField
          label={t`Type ${typed} to confirm`}
          value={name}
          onChange={setName}
          autoComplete="off"
          spellCheck="false"
        />
      )}
    </FormDialog>
  );
}
