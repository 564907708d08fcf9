import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Badge, Banner } from "../../../components/banner.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { ClientForm } from "./client-form.tsx";
import { clientQuery, clientsQuery, type ListedClient } from "./cognito.ts";
import { ItemLink, useItem } from "./item.tsx";
import styles from "./pools.module.css";

function ClientDrawer({ pool, client }: { readonly pool: string; readonly client: ListedClient }): ReactNode {
  const { t } = useLingui();
  const { close } = useItem();
  const query = useQuery(clientQuery(pool, client.ClientId));
  return (
    <Drawer title={client.ClientName} isOpen onOpenChange={(isOpen) => !isOpen && close()}>
      <LocalLoaded query={query} skeleton={<Bone height={40} />}>
        {(described) => (
          <div className={styles.drawer}>
            {client.isRegistered && (
              <Banner tone="warning">{t`It registered itself: its tokens have no scope of this API.`}</Banner>
            )}
            <ClientForm pool={pool} described={described} onDone={close} />
            <CodeBlock
              label={client.ClientName}
              title="DescribeUserPoolClient"
              code={JSON.stringify(described, null, 2)}
            />
          </div>
        )}
      </LocalLoaded>
    </Drawer>
  );
}

export function ClientsTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item, open } = useItem();
  const query = useQuery(clientsQuery(pool));
  const columns: readonly Column<ListedClient>[] = [
    {
      id: "name",
      title: t`Client`,
      cell: ({ ClientId, ClientName }) => <ItemLink item={ClientId}>{ClientName}</ItemLink>,
    },
    {
      id: "type",
      title: t`Type`,
      width: 11,
      isSecondary: "phone",
      cell: ({ isRegistered }) =>
        isRegistered ? <Badge tone="warning">{t`Registered itself`}</Badge> : t`Regular`,
    },
    {
      id: "id",
      title: t`Client id`,
      cell: ({ ClientId }) => (
        <span className={styles.id}>
          <code title={ClientId}>{ClientId}</code>
          <CopyButton text={ClientId} label={t`Copy client id ${ClientId}`} />
        </span>
      ),
    },
  ];
  const shown = query.data?.find(({ ClientId }) => ClientId === item);
  return (
    <>
      <LocalLoaded query={query} skeleton={<Bone height={12} />}>
        {(clients) => (
          <Table
            label={t`Clients`}
            columns={columns}
            rows={clients}
            rowKey={({ ClientId }) => ClientId}
            onOpen={({ ClientId }) => open(ClientId)}
            empty={<Empty icon="device" title={t`No clients in this pool`} />}
          />
        )}
      </LocalLoaded>
      {shown !== undefined && <ClientDrawer pool={pool} client={shown} />}
    </>
  );
}
