import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../../../app/page.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Select } from "../../../components/select.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import tabStyles from "../../../components/tabs.module.css";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { ClientsTab } from "./clients-tab.tsx";
import { type Pool, poolsQuery } from "./cognito.ts";
import { GroupsTab } from "./groups-tab.tsx";
import styles from "./pools.module.css";
import { ProvidersTab } from "./providers-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { TriggersTab } from "./triggers-tab.tsx";
import { UsersTab } from "./users-tab.tsx";

const TABS = {
  users: UsersTab,
  groups: GroupsTab,
  clients: ClientsTab,
  providers: ProvidersTab,
  triggers: TriggersTab,
  settings: SettingsTab,
} as const;

/** Resources of the template, which a start applies again when the template has changed. */
const EDITED: ReadonlySet<string> = new Set(["groups", "clients", "providers", "triggers", "settings"]);

type TabName = keyof typeof TABS;

const isTab = (name: string | undefined): name is TabName => name !== undefined && Object.hasOwn(TABS, name);

function Tabs({ pool, shown }: { readonly pool: string; readonly shown: TabName }): ReactNode {
  const { t } = useLingui();
  const names: Readonly<Record<TabName, string>> = {
    users: t`Users`,
    groups: t`Groups`,
    clients: t`Clients`,
    providers: t`Providers`,
    triggers: t`Triggers`,
    settings: t`Settings`,
  };
  return (
    <nav className={tabStyles.tabs} aria-label={t`Parts of the pool`}>
      {Object.entries(names).map(([tab, name]) => (
        <Link
          key={tab}
          to="/tools/pools"
          search={{ pool, tab }}
          resetScroll={false}
          activeProps={{}}
          aria-current={tab === shown ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function Browser({ pools }: { readonly pools: readonly Pool[] }): ReactNode {
  const { t } = useLingui();
  const { pool: chosen, tab } = useSearch({ from: "/tools/pools" });
  const navigate = useNavigate({ from: "/tools/pools" });
  const pool = chosen === undefined ? pools[0] : pools.find(({ Id }) => Id === chosen);
  const shown = isTab(tab) ? tab : "users";
  const Tab = TABS[shown];
  return (
    <>
      <div className={styles.choice}>
        <Select
          label={t`Pool`}
          value={pool?.Id ?? null}
          onChange={(id) => void navigate({ search: { pool: id, tab: shown } })}
          options={pools.map(({ Id, Name }) => ({ id: Id, label: Name, hint: Id }))}
        />
        {pool !== undefined && (
          <span className={styles.id}>
            <code>{pool.Id}</code>
            <CopyButton text={pool.Id} label={t`Copy pool id`} />
          </span>
        )}
      </div>
      {pool === undefined ? (
        <Empty icon="groups" title={t`This pool no longer exists`} />
      ) : (
        <>
          <Tabs pool={pool.Id} shown={shown} />
          <Tab key={pool.Id} pool={pool.Id} />
          {EDITED.has(shown) && (
            <p className={styles.note}>
              <Trans>
                Changes stay until the template changes the same resource: npm start then applies the template
                to it. Resources of the template that you delete are created again.
              </Trans>
            </p>
          )}
        </>
      )}
    </>
  );
}

/** Every pool of the local cloud, read and changed by Cognito's own operations. */
export function PoolsPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(poolsQuery);
  return (
    <Page
      title={t`Pools`}
      lead={t`All user pools of the local cloud, read and changed by Cognito's own operations.`}
    >
      <LocalLoaded query={query} skeleton={<Bone height={24} />}>
        {(pools) =>
          pools.length === 0 ? (
            <Empty icon="groups" title={t`No user pools`}>
              {t`The stack creates one when it starts; an SDK can create more.`}
            </Empty>
          ) : (
            <Browser pools={pools} />
          )
        }
      </LocalLoaded>
    </Page>
  );
}
