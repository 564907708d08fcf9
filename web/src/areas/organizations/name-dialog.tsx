import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import styles from "../account/account.module.css";

/** Asks for the name of an organization. */
export function NameDialog({
  title,
  verb,
  name: given = "",
  done,
  run,
  onClose,
}: {
  readonly title: string;
  readonly verb: string;
  readonly name?: string;
  /** The toast when it is done. */
  readonly done: string;
  readonly run: (name: string) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState(given);
  const action = useAction({
    run: async () => {
      await run(name.trim());
      onClose();
    },
    done,
    changes: [["organizations"]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !action.isBusy) void action.run();
  };
  return (
    <Dialog title={title} isOpen onOpenChange={onClose} isHeld={action.isBusy}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FailureBanner error={action.error} />
        <TextField
          label={t`Name`}
          value={name}
          onChange={setName}
          maxLength={80}
          autoFocus
          autoComplete="organization"
          hint={t`Members and invited people see it.`}
        />
        <DialogFoot>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={action.isBusy} isDisabled={name.trim() === ""}>
            {verb}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
