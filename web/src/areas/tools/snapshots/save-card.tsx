import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { NAME, saveSnapshot, stateQuery } from "./snapshots.ts";

/** Saves the current state. If the name exists, it asks before it replaces the snapshot. */
export function SaveCard({ taken }: { readonly taken: readonly string[] }): ReactNode {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [isReplacing, setReplacing] = useState(false);
  const name = text.trim();
  const save = useAction({
    run: (replace: boolean) => saveSnapshot(name, { replace }),
    done: t`Snapshot saved`,
    changes: [stateQuery.queryKey],
  });
  const isValid = NAME.test(name);
  const keep = async (replace: boolean): Promise<boolean> => {
    if ((await save.run(replace)) === undefined) return false;
    setText("");
    return true;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid || save.isBusy) return;
    if (taken.includes(name)) setReplacing(true);
    else void keep(false);
  };
  return (
    <form onSubmit={submit}>
      <Card
        title={t`Save a snapshot`}
        lead={t`Users, keys, mail, files and tables as they are now. The stack keeps running.`}
        foot={
          <Button type="submit" kind="primary" isBusy={save.isBusy} isDisabled={!isValid}>
            {t`Save snapshot`}
          </Button>
        }
      >
        <div className={styles.fields}>
          <TextField
            label={t`Name`}
            isMono
            autoComplete="off"
            placeholder="before-the-demo"
            value={text}
            onChange={setText}
            problem={
              name === "" || isValid
                ? undefined
                : t`Lower-case letters, digits, dots, hyphens and underscores, 64 at most. Begin with a letter or digit.`
            }
          />
        </div>
        {!isReplacing && <LocalFailureBanner error={save.error} />}
      </Card>
      <Confirm
        title={t`Replace the snapshot ${name}?`}
        action={t`Replace snapshot`}
        isOpen={isReplacing}
        onOpenChange={setReplacing}
        onConfirm={() => keep(true)}
      >
        <LocalFailureBanner error={save.error} />
        <Trans>A snapshot with this name exists. Its content is lost.</Trans>
      </Confirm>
    </form>
  );
}
