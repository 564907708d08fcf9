import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Diff } from "../../../components/diff.tsx";
import { Bone } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { readObject } from "../laptop/read-object.ts";
import { changedMembers, changePool, updatableSettings } from "./changes.ts";
import { POOLS_KEY, poolQuery } from "./cognito.ts";
import type { DescribedForm } from "./item.tsx";
import type { Members } from "./members.ts";

/** The pool's settings as UpdateUserPool accepts them. Only members that were changed here change in the pool. */
function SettingsForm({ pool, described, onDone }: DescribedForm): ReactNode {
  const { t } = useLingui();
  const [before] = useState(() => updatableSettings(described));
  const [printed] = useState(() => JSON.stringify(before, null, 2));
  const [text, setText] = useState(printed);
  const settings = readObject(text) as Members | undefined;
  const after = settings === undefined ? printed : JSON.stringify(settings, null, 2);
  const save = useAction({
    run: async (edited: Members) => {
      const removed = Object.keys(before).filter((name) => edited[name] === undefined);
      const gone = Object.fromEntries(removed.map((name) => [name, undefined]));
      await changePool(pool, (now) => ({ ...now, ...changedMembers(before, edited), ...gone }));
      onDone();
    },
    done: t`Settings saved`,
    changes: [[...POOLS_KEY, pool]],
  });
  const canSave = settings !== undefined && after !== printed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave && !save.isBusy) void save.run(settings);
  };
  return (
    <form onSubmit={submit}>
      <Card
        title={t`Edit settings`}
        lead={t`As UpdateUserPool accepts them. A member that you remove goes back to Cognito's default.`}
        foot={
          <>
            <Button onPress={onDone}>{t`Cancel`}</Button>
            <Button type="submit" kind="primary" isBusy={save.isBusy} isDisabled={!canSave}>
              {t`Save settings`}
            </Button>
          </>
        }
      >
        <TextField
          label={t`Settings`}
          rows={24}
          isMono
          value={text}
          onChange={setText}
          problem={settings === undefined ? t`This is not a JSON object.` : undefined}
        />
        {canSave && <Diff label={t`What changes`} before={printed} after={after} />}
        <div className={styles.form}>
          <LocalFailureBanner error={save.error} />
        </div>
      </Card>
    </form>
  );
}

/** The pool as DescribeUserPool has it. */
export function SettingsTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(poolQuery(pool));
  const [isEditing, setEditing] = useState(false);
  return (
    <LocalLoaded query={query} skeleton={<Bone height={20} />}>
      {(described) =>
        isEditing ? (
          <SettingsForm pool={pool} described={described} onDone={() => setEditing(false)} />
        ) : (
          <>
            <div>
              <Button onPress={() => setEditing(true)}>{t`Edit settings`}</Button>
            </div>
            <CodeBlock
              label={t`Settings of the pool`}
              title="DescribeUserPool"
              code={JSON.stringify(described, null, 2)}
            />
          </>
        )
      }
    </LocalLoaded>
  );
}
