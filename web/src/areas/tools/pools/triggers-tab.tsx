import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Select } from "../../../components/select.tsx";
import { Bone } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { changePool } from "./changes.ts";
import { POOLS_KEY, poolQuery } from "./cognito.ts";
import { FormFoot, ItemLink, useItem } from "./item.tsx";
import styles from "./pools.module.css";
import { functionName, type Trigger, triggersOf, withTrigger } from "./triggers.ts";

function TriggerForm({
  pool,
  trigger,
  known,
  onDone,
}: {
  readonly pool: string;
  readonly trigger: Trigger;
  readonly known: readonly string[];
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [arn, setArn] = useState(trigger.function ?? "");
  const [version, setVersion] = useState(trigger.version ?? trigger.versions?.at(-1));
  const save = useAction({
    run: async () => {
      await changePool(pool, (settings) => withTrigger(settings, trigger, { arn: arn.trim(), version }));
      onDone();
    },
    done: t`Trigger saved`,
    changes: [[...POOLS_KEY, pool]],
  });
  const isChanged = arn.trim() !== (trigger.function ?? "") || version !== trigger.version;
  const canSave = isChanged && (arn.trim() !== "" || trigger.function !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave && !save.isBusy) void save.run();
  };
  return (
    <form className={styles.drawer} onSubmit={submit}>
      {known.length > 0 && (
        <Select
          label={t`Function of this pool`}
          value={known.includes(arn) ? arn : null}
          placeholder={t`Choose one, or enter its ARN below`}
          onChange={setArn}
          options={known.map((id) => ({ id, label: functionName(id) }))}
        />
      )}
      <TextField
        label={t`ARN of the function`}
        hint={t`Empty: the pool does not call a function here.`}
        rows={3}
        isMono
        value={arn}
        onChange={(text) => setArn(text.replaceAll("\n", ""))}
      />
      {trigger.versions !== undefined && (
        <Select
          label={t`Version of the event`}
          value={version ?? null}
          onChange={setVersion}
          options={trigger.versions.map((id) => ({ id, label: id }))}
        />
      )}
      <LocalFailureBanner error={save.error} />
      <FormFoot action={t`Save trigger`} isBusy={save.isBusy} isDisabled={!canSave} onCancel={onDone} />
    </form>
  );
}

/** On a phone without service and stage, so that the end of the name is readable. */
function FunctionName({ arn }: { readonly arn: string }): ReactNode {
  const [, prefix, name] = /^(.*-)?(.+)$/.exec(functionName(arn)) ?? [];
  return (
    <code title={arn}>
      <span className={styles.prefix}>{prefix}</span>
      {name}
    </code>
  );
}

export function TriggersTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item, open, close } = useItem();
  const query = useQuery(poolQuery(pool));
  const triggers = query.data === undefined ? [] : triggersOf(query.data);
  const known = [...new Set(triggers.flatMap(({ function: arn }) => arn ?? []))].sort();
  const shown = triggers.find(({ name }) => name === item);
  const columns: readonly Column<Trigger>[] = [
    { id: "trigger", title: t`Trigger`, cell: ({ name }) => <ItemLink item={name}>{name}</ItemLink> },
    {
      id: "function",
      title: t`Function`,
      cell: ({ name, function: arn }) =>
        arn === undefined ? (
          "–"
        ) : (
          <span className={styles.id}>
            <FunctionName arn={arn} />
            <CopyButton text={arn} label={t`Copy the ARN of ${name}`} />
          </span>
        ),
    },
    { id: "version", title: t`Version`, width: 6, isSecondary: true, cell: ({ version }) => version ?? "–" },
  ];
  return (
    <>
      <LocalLoaded query={query} skeleton={<Bone height={30} />}>
        {() => (
          <Table
            label={t`Triggers`}
            columns={columns}
            rows={triggers}
            rowKey={({ name }) => name}
            onOpen={({ name }) => open(name)}
          />
        )}
      </LocalLoaded>
      {shown !== undefined && (
        <Drawer title={shown.name} isOpen onOpenChange={(isOpen) => !isOpen && close()}>
          <TriggerForm key={shown.name} pool={pool} trigger={shown} known={known} onDone={close} />
        </Drawer>
      )}
    </>
  );
}
