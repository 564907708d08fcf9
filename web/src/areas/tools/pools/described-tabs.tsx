import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CodeBlock } from "../../../components/code-block.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { LocalLoaded } from "../laptop/local-states.tsx";
import {
  type Client,
  clientQuery,
  clientsQuery,
  type Provider,
  providerQuery,
  providersQuery,
} from "./cognito.ts";
import styles from "./pools.module.css";

function ItemLink({ item, children }: { readonly item: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/tools/pools" search={(before: object) => ({ ...before, item })} resetScroll={false}>
      {children}
    </Link>
  );
}

const useOpen = () => {
  const navigate = useNavigate({ from: "/tools/pools" });
  return (item: string | undefined) =>
    void navigate({
      search: ({ item: _, ...before }) => (item === undefined ? before : { ...before, item }),
      resetScroll: false,
    });
};

/** What Cognito answers of one, whole. */
function Described({
  title,
  options,
}: {
  readonly title: string;
  readonly options: ReturnType<typeof clientQuery>;
}): ReactNode {
  const query = useQuery(options);
  const open = useOpen();
  return (
    <Drawer title={title} isOpen onOpenChange={(isOpen) => !isOpen && open(undefined)}>
      <LocalLoaded query={query} skeleton={<Bone height={20} />}>
        {(members) => <CodeBlock label={title} title="JSON" code={JSON.stringify(members, null, 2)} />}
      </LocalLoaded>
    </Drawer>
  );
}

export function ClientsTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item } = useSearch({ from: "/tools/pools" });
  const query = useQuery(clientsQuery(pool));
  const open = useOpen();
  const columns: readonly Column<Client>[] = [
    {
      id: "name",
      title: t`Client`,
      cell: ({ ClientId, ClientName }) => <ItemLink item={ClientId}>{ClientName}</ItemLink>,
    },
    {
      id: "id",
      title: t`Client id`,
      cell: ({ ClientId }) => (
        <span className={styles.id}>
          <code>{ClientId}</code>
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
      {shown !== undefined && (
        <Described title={shown.ClientName} options={clientQuery(pool, shown.ClientId)} />
      )}
    </>
  );
}

export function ProvidersTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item } = useSearch({ from: "/tools/pools" });
  const query = useQuery(providersQuery(pool));
  const open = useOpen();
  const columns: readonly Column<Provider>[] = [
    {
      id: "name",
      title: t`Provider`,
      cell: ({ ProviderName }) => <ItemLink item={ProviderName}>{ProviderName}</ItemLink>,
    },
    { id: "type", title: t`Kind`, cell: ({ ProviderType }) => ProviderType },
  ];
  const shown = query.data?.find(({ ProviderName }) => ProviderName === item);
  return (
    <>
      <LocalLoaded query={query} skeleton={<Bone height={12} />}>
        {(providers) => (
          <Table
            label={t`Providers`}
            columns={columns}
            rows={providers}
            rowKey={({ ProviderName }) => ProviderName}
            onOpen={({ ProviderName }) => open(ProviderName)}
            empty={<Empty icon="link" title={t`No identity providers in this pool`} />}
          />
        )}
      </LocalLoaded>
      {shown !== undefined && (
        <Described title={shown.ProviderName} options={providerQuery(pool, shown.ProviderName)} />
      )}
    </>
  );
}
