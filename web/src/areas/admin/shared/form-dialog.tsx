import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { Dialog, DialogFoot } from "../../../components/dialog.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import styles from "./shared.module.css";

/** A form in a dialog: fields, failure, cancel and submit. It stays open while it is busy. */
export function FormDialog({
  title,
  verb,
  kind = "primary",
  role = "dialog",
  isBusy,
  isReady = true,
  error,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  /** The label of the submit button. */
  readonly verb: string;
  readonly kind?: "primary" | "danger";
  readonly role?: "dialog" | "alertdialog";
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly error: unknown;
  readonly onSubmit: () => unknown;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Dialog
      title={title}
      role={role}
      isOpen
      isHeld={isBusy}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void onSubmit();
        }}
      >
        {children}
        <FailureBanner error={error} />
        <DialogFoot>
          <Button onPress={onClose} isDisabled={isBusy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button kind={kind} type="submit" isBusy={isBusy} isDisabled={!isReady}>
            {verb}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
