import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "../../../components/button.tsx";
import { Dialog, DialogFoot } from "../../../components/dialog.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "./shared.module.css";

interface ReasonDialogProps {
  readonly title: string;
  /** What happens, and what is lost. */
  readonly children: ReactNode;
  /** The verb on the button. */
  readonly action: string;
  readonly kind?: "primary" | "danger";
  /** For the gravest: what has to be typed. */
  readonly typed?: string | undefined;
  readonly onClose: () => void;
  /** @returns whether it was done; the dialog then closes */
  readonly run: (reason: string | undefined) => Promise<boolean>;
  readonly isBusy: boolean;
  readonly error: unknown;
}

/** Asks before an account is changed, and why: the reason stands in the audit log. A failure is shown in it. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  return (
    <Dialog
      title={props.title}
      role="alertdialog"
      isHeld={props.isBusy}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm(props: ReasonDialogProps): ReactNode {
  const { children, action, kind = "danger", typed, onClose, run, isBusy, error } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  const isReady = typed === undefined || name.trim() === typed;
  const confirm = async () => {
    const given = reason.trim();
    if (isReady && !isBusy && (await run(given === "" ? undefined : given))) onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <div>{children}</div>
      <TextField
        label={t`Reason`}
        hint={t`Stands in the audit log.`}
        value={reason}
        onChange={setReason}
        maxLength={256}
        isOptional
        autoFocus
        autoComplete="off"
      />
      {typed !== undefined && (
        <TextField
          label={t`Type ${typed} to confirm`}
          value={name}
          onChange={setName}
          autoComplete="off"
          spellCheck="false"
        />
      )}
      <FailureBanner error={error} />
      <DialogFoot>
        <Button onPress={onClose} isDisabled={isBusy}>
          <Trans>Cancel</Trans>
        </Button>
        <Button kind={kind} type="submit" isBusy={isBusy} isDisabled={!isReady}>
          {action}
        </Button>
      </DialogFoot>
    </form>
  );
}
