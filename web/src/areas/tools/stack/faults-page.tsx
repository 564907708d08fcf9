import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { type Fault, faultsQuery } from "./fault.ts";
import { AddFault, EditFault } from "./fault-form.tsx";

interface RowActions {
  readonly isBusy: boolean;
  readonly edit: (fault: Fault) => void;
  readonly remove: (fault: Fault) => void;
}

function useColumns({ isBusy, edit, remove }: RowActions): readonly Column<Fault>[] {
  const { t } = useLingui();
  const nameOf = ({ service, operation, error }: Fault) =>
    [service === "*" ? t`All services` : service, operation, error].filter(Boolean).join(" ");
  return [
    {
      id: "service",
      title: t`Service`,
      cell: ({ service }) =>
        service === "*" ? t`All services` : <span className={styles.mono}>{service}</span>,
    },
    {
      id: "operation",
      title: t`Operation`,
      isSecondary: true,
      cell: ({ operation }) =>
        operation === undefined ? t`Every operation` : <span className={styles.mono}>{operation}</span>,
    },
    { id: "error", title: t`Error`, cell: ({ error }) => <span className={styles.mono}>{error}</span> },
    {
      id: "status",
      title: t`Status`,
      width: 5,
      isNumber: true,
      isSecondary: true,
      cell: ({ status }) => status,
    },
    {
      id: "times",
      title: t`Times left`,
      width: 8,
      isNumber: true,
      isSecondary: true,
      cell: ({ timesLeft }) => (timesLeft === undefined ? t`No limit` : formatNumber(timesLeft)),
    },
    {
      id: "actions",
      title: t`Actions`,
      isTitleHidden: true,
      width: 6.5,
      isNumber: true,
      cell: (fault) => (
        <span className={styles.actions}>
          <IconButton size="small" label={t`Edit ${nameOf(fault)}`} onPress={() => edit(fault)}>
            <Icon name="edit" />
          </IconButton>
          <IconButton
            size="small"
            label={t`Remove ${nameOf(fault)}`}
            isDisabled={isBusy}
            onPress={() => remove(fault)}
          >
            <Icon name="trash" />
          </IconButton>
        </span>
      ),
    },
  ];
}

/** Makes services of the local cloud fail. */
export function FaultsPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(faultsQuery);
  const [edited, setEdited] = useState<Fault>();
  const changes = [faultsQuery.queryKey];
  const clear = useAction({
    run: () => askLocal("faults", { method: "DELETE" }),
    done: t`Faults removed`,
    changes,
  });
  const remove = useAction({
    run: ({ id }: Fault) => askLocal(`faults/${id}`, { method: "DELETE" }),
    done: t`Fault removed`,
    changes,
  });
  const columns = useColumns({
    isBusy: remove.isBusy,
    edit: setEdited,
    remove: (fault) => void remove.run(fault),
  });
  return (
    <Page
      title={t`Faults`}
      lead={t`Make a service fail and see what the API and your app do then. Faults end with the stack.`}
      actions={
        <Button
          isBusy={clear.isBusy}
          isDisabled={(query.data ?? []).length === 0}
          onPress={() => void clear.run()}
        >
          {t`Remove all faults`}
        </Button>
      }
    >
      <LocalFailureBanner error={clear.error ?? remove.error} />
      <LocalLoaded query={query} skeleton={<Bone height={10} />}>
        {(faults) => (
          <Table
            label={t`Faults`}
            columns={columns}
            rows={faults}
            rowKey={({ id }) => id}
            onOpen={setEdited}
            empty={
              <Empty icon="check" title={t`All services work`}>
                <Trans>Add a fault below. If several match a request, the oldest applies.</Trans>
              </Empty>
            }
          />
        )}
      </LocalLoaded>
      <AddFault />
      {edited !== undefined && (
        <EditFault key={edited.id} fault={edited} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  );
}
