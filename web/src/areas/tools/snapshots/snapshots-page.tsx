import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { formatBytes, formatNumber } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { SaveCard } from "./save-card.tsx";
import { type BrokenSnapshot, deleteSnapshot, loadSnapshot, type Snapshot, stateQuery } from "./snapshots.ts";

type Row = Snapshot | BrokenSnapshot;

const isBroken = (row: Row): row is BrokenSnapshot => "trouble" in row;

interface Asked {
  readonly what: "load" | "delete";
  readonly name: string;
}

function useColumns(ask: (asked: Asked) => void): readonly Column<Row>[] {
  const { t } = useLingui();
  const whole = (row: Row, cell: (snapshot: Snapshot) => ReactNode) => (isBroken(row) ? "–" : cell(row));
  return [
    {
      id: "name",
      title: t`Name`,
      cell: (row) => (
        <span className={styles.mono} title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      id: "created",
      title: t`Saved`,
      width: 10,
      isSecondary: true,
      cell: (row) => whole(row, ({ createdAt }) => <Timestamp time={createdAt} isInTable />),
    },
    {
      id: "users",
      title: t`Users`,
      width: 6,
      isNumber: true,
      isSecondary: true,
      cell: (row) => whole(row, ({ users }) => formatNumber(users)),
    },
    {
      id: "files",
      title: t`Files`,
      width: 6,
      isNumber: true,
      isSecondary: true,
      cell: (row) => whole(row, ({ objects }) => formatNumber(objects)),
    },
    {
      id: "size",
      title: t`Size`,
      width: 6.5,
      isNumber: true,
      isSecondary: true,
      cell: (row) => whole(row, ({ fileBytes }) => formatBytes(fileBytes)),
    },
    {
      id: "actions",
      title: t`Actions`,
      isTitleHidden: true,
      width: 9.5,
      isNumber: true,
      cell: (row) => (
        <span className={styles.actions}>
          {!isBroken(row) && (
            <Button
              size="small"
              aria-label={t`Load ${row.name}`}
              onPress={() => ask({ what: "load", name: row.name })}
            >
              {t`Load`}
            </Button>
          )}
          <IconButton
            size="small"
            label={t`Delete ${row.name}`}
            onPress={() => ask({ what: "delete", name: row.name })}
          >
            <Icon name="trash" />
          </IconButton>
        </span>
      ),
    },
  ];
}

function LoadDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const load = useAction({
    run: async () => {
      const isLoaded = await loadSnapshot(name);
      void queries.invalidateQueries(); // everything that was loaded is out of date in this state
      return isLoaded;
    },
    done: t`Snapshot loaded`,
  });
  return (
    <Confirm
      title={t`Load the snapshot ${name}?`}
      action={t`Load snapshot`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      onConfirm={async () => (await load.run()) === true}
    >
      <LocalFailureBanner error={load.error} />
      <Trans>
        It replaces all current users, mail, files and tables: save them first if you need them. The stack
        does not answer for a second or two. You are signed out if the snapshot does not have your session.
      </Trans>
    </Confirm>
  );
}

function DeleteDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const remove = useAction({
    run: async () => {
      await deleteSnapshot(name);
      return true;
    },
    done: t`Snapshot deleted`,
    changes: [stateQuery.queryKey],
  });
  return (
    <Confirm
      title={t`Delete the snapshot ${name}?`}
      action={t`Delete snapshot`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      onConfirm={async () => (await remove.run()) === true}
    >
      <LocalFailureBanner error={remove.error} />
      <Trans>The file is removed from the state folder. The running stack keeps its state.</Trans>
    </Confirm>
  );
}

/** States of the local cloud by name: saved, loaded and deleted while it runs. */
export function SnapshotsPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(stateQuery);
  const [asked, setAsked] = useState<Asked>();
  const columns = useColumns(setAsked);
  const close = () => setAsked(undefined);
  return (
    <Page
      title={t`Snapshots`}
      lead={t`Save the state of the local stack by name, and return to it as often as you like.`}
    >
      <LocalLoaded query={query} skeleton={<Bone height={20} />}>
        {({ snapshots, directory }) => (
          <>
            {snapshots.filter(isBroken).map(({ name, trouble }) => (
              <Banner key={name} tone="warning">
                {`${name}: ${trouble}`}
              </Banner>
            ))}
            <Table
              label={t`Snapshots`}
              columns={columns}
              rows={snapshots}
              rowKey={({ name }) => name}
              empty={
                <Empty icon="file" title={t`No snapshots yet`}>
                  <Trans>Save one before you try something, and load it to try again.</Trans>
                </Empty>
              }
            />
            <SaveCard taken={snapshots.map(({ name }) => name)} />
            <p className={styles.note}>
              <Trans>
                Snapshots are files in <code>{directory}/snapshots</code>. They hold signing keys and mail: do
                not publish them.
              </Trans>
            </p>
          </>
        )}
      </LocalLoaded>
      {asked?.what === "load" && <LoadDialog name={asked.name} onClose={close} />}
      {asked?.what === "delete" && <DeleteDialog name={asked.name} onClose={close} />}
    </Page>
  );
}
