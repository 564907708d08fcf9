import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { FaultForm } from "./fault-form.tsx";

interface Fault {
  readonly service: string;
  readonly operation?: string;
  readonly error: string;
  readonly status: number;
  readonly timesLeft?: number;
}

export const faultsQuery = queryOptions({
  queryKey: ["local", "faults"],
  queryFn: async ({ signal }) => {
    const { faults } = await askLocal<{ readonly faults: readonly Fault[] }>("faults", { signal });
    return faults.map((fault, index) => ({ ...fault, id: String(index) }));
  },
  refetchInterval: 4000,
});

type Row = Fault & { readonly id: string };

function useColumns(): readonly Column<Row>[] {
  const { t } = useLingui();
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
      cell: ({ operation }) =>
        operation === undefined ? t`Every operation` : <span className={styles.mono}>{operation}</span>,
    },
    { id: "error", title: t`Error`, cell: ({ error }) => <span className={styles.mono}>{error}</span> },
    { id: "status", title: t`Status`, width: 5, isNumber: true, cell: ({ status }) => status },
    {
      id: "times",
      title: t`Times left`,
      width: 9,
      isNumber: true,
      cell: ({ timesLeft }) => (timesLeft === undefined ? t`No limit` : formatNumber(timesLeft)),
    },
  ];
}

/** Services of the local cloud that are made to fail. */
export function FaultsPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(faultsQuery);
  const columns = useColumns();
  const clear = useAction({
    run: () => askLocal("faults", { method: "DELETE" }),
    done: t`Faults removed`,
    changes: [faultsQuery.queryKey],
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
      <LocalFailureBanner error={clear.error} />
      <LocalLoaded query={query} skeleton={<Bone height={10} />}>
        {(faults) => (
          <Table
            label={t`Faults`}
            columns={columns}
            rows={faults}
            rowKey={({ id }) => id}
            empty={
              <Empty icon="check" title={t`All services work`}>
                <Trans>Add a fault below. The oldest that fits a request is the one that it meets.</Trans>
              </Empty>
            }
          />
        )}
      </LocalLoaded>
      <FaultForm changes={[faultsQuery.queryKey]} />
    </Page>
  );
}
