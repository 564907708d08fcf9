import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { type Provider, providerQuery, providersQuery } from "./cognito.ts";
import { ItemLink, useItem } from "./item.tsx";
import styles from "./pools.module.css";
import { ProviderForm } from "./provider-form.tsx";

function ProviderDrawer({ pool, name }: { readonly pool: string; readonly name: string }): ReactNode {
  const { close } = useItem();
  const query = useQuery(providerQuery(pool, name));
  return (
    <Drawer title={name} isOpen onOpenChange={(isOpen) => !isOpen && close()}>
      <LocalLoaded query={query} skeleton={<Bone height={30} />}>
        {(described) => (
          <div className={styles.drawer}>
            <ProviderForm pool={pool} described={described} onDone={close} />
            <CodeBlock
              label={name}
              title="DescribeIdentityProvider"
              code={JSON.stringify(described, null, 2)}
            />
          </div>
        )}
      </LocalLoaded>
    </Drawer>
  );
}

export function ProvidersTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item, open } = useItem();
  const query = useQuery(providersQuery(pool));
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
      {shown !== undefined && <ProviderDrawer pool={pool} name={shown.ProviderName} />}
    </>
  );
}
