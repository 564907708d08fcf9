import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Dialog, DialogFoot } from "../../../components/dialog.tsx";
import { Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { type Fault, faultsQuery, SERVICES, type Service, TARGETED } from "./fault.ts";

/** A fault as it is typed. */
interface Draft {
  readonly service: Service;
  readonly operation: string;
  readonly error: string;
  readonly status: string;
  readonly times: string;
}

const NEW: Draft = {
  service: "cognito-idp",
  operation: "",
  error: "InternalFailure",
  status: "500",
  times: "",
};

const draftOf = ({ service, operation = "", error, status, timesLeft }: Fault): Draft => ({
  service: service as Service,
  operation,
  error,
  status: String(status),
  times: timesLeft === undefined ? "" : String(timesLeft),
});

const isNumberBetween = (text: string, min: number, max: number): boolean =>
  /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;

const isStatus = ({ status }: Draft): boolean => isNumberBetween(status, 400, 599);
const isTimes = ({ times }: Draft): boolean => times === "" || isNumberBetween(times, 1, 1_000_000);
const isValid = (draft: Draft): boolean => isStatus(draft) && isTimes(draft);

const bodyOf = ({ service, operation, error, status, times }: Draft) => ({
  service,
  ...(TARGETED.includes(service) && operation.trim() !== "" && { operation: operation.trim() }),
  error: error.trim(),
  status: Number(status),
  ...(times !== "" && { times: Number(times) }),
});

function Fields({
  draft,
  onChange,
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}): ReactNode {
  const { t } = useLingui();
  const isTargeted = TARGETED.includes(draft.service);
  return (
    <div className={styles.fields}>
      <Select<Service>
        label={t`Service`}
        value={draft.service}
        onChange={(service) => onChange({ ...draft, service })}
        options={[
          ...Object.entries(SERVICES).map(([id, label]) => ({ id: id as Service, label, hint: id })),
          { id: "*", label: t`All services` },
        ]}
      />
      <TextField
        label={t`Operation`}
        isOptional
        isMono
        placeholder="InitiateAuth"
        value={isTargeted ? draft.operation : ""}
        onChange={(operation) => onChange({ ...draft, operation })}
        isDisabled={!isTargeted}
        hint={isTargeted ? t`Empty: every operation.` : t`Requests to this service do not name one.`}
      />
      <TextField
        label={t`Error`}
        isMono
        value={draft.error}
        onChange={(error) => onChange({ ...draft, error })}
      />
      <TextField
        label={t`Status`}
        inputMode="numeric"
        value={draft.status}
        onChange={(status) => onChange({ ...draft, status })}
        problem={isStatus(draft) ? undefined : t`Enter a number from 400 to 599.`}
      />
      <TextField
        label={t`Times`}
        isOptional
        inputMode="numeric"
        value={draft.times}
        onChange={(times) => onChange({ ...draft, times })}
        hint={t`Empty: until it is removed.`}
        problem={isTimes(draft) ? undefined : t`Enter a whole number, at least 1.`}
      />
    </div>
  );
}

/** Adds a fault. */
export function AddFault(): ReactNode {
  const { t } = useLingui();
  const [draft, setDraft] = useState(NEW);
  const add = useAction({
    run: () => askLocal("faults", { method: "POST", body: bodyOf(draft) }),
    done: t`Fault added`,
    changes: [faultsQuery.queryKey],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid(draft) && !add.isBusy) void add.run();
  };
  return (
    <form onSubmit={submit}>
      <Card
        title={t`Add a fault`}
        foot={
          <Button type="submit" kind="primary" isBusy={add.isBusy} isDisabled={!isValid(draft)}>
            {t`Add fault`}
          </Button>
        }
      >
        <Fields draft={draft} onChange={setDraft} />
        <LocalFailureBanner error={add.error} />
      </Card>
    </form>
  );
}

function EditForm({ fault, close }: { readonly fault: Fault; readonly close: () => void }): ReactNode {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => draftOf(fault));
  const save = useAction({
    run: () => askLocal(`faults/${fault.id}`, { method: "PUT", body: bodyOf(draft) }),
    done: t`Fault saved`,
    changes: [faultsQuery.queryKey],
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isValid(draft) && !save.isBusy && (await save.run()) !== undefined) close();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <Fields draft={draft} onChange={setDraft} />
      <LocalFailureBanner error={save.error} />
      <DialogFoot>
        <Button onPress={close}>{t`Cancel`}</Button>
        <Button type="submit" kind="primary" isBusy={save.isBusy} isDisabled={!isValid(draft)}>
          {t`Save fault`}
        </Button>
      </DialogFoot>
    </form>
  );
}

/** Changes an active fault. It keeps its place: if several match a request, the oldest applies. */
export function EditFault({
  fault,
  onClose,
}: {
  readonly fault: Fault;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  return (
    <Dialog title={t`Edit fault`} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <EditForm fault={fault} close={close} />}
    </Dialog>
  );
}
