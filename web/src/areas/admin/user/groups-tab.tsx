import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Group } from "../../../../../clients/typescript/api-types.ts";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { AddToGroupDialog } from "../groups/add-to-group-dialog.tsx";
import { allGroupsQuery } from "../groups/group-queries.ts";
import { MembershipDialog } from "../groups/membership-dialog.tsx";
import { Scopes } from "../groups/scopes.tsx";
import { useMayWrite } from "../shared/use-scopes.ts";
import { OrganizationsCard } from "./organizations-card.tsx";
import styles from "./tab.module.css";
import { useUser } from "./use-user.ts";

type Row = Pick<Group, "name" | "description"> & { readonly scopes?: readonly string[] };

/** The user's groups and the scopes that they give, and the user's organizations. */
export function GroupsTab(): ReactNode {
  const { t } = useLingui();
  const user = useUser();
  const mayWrite = useMayWrite();
  const { data: groups = [] } = useQuery(allGroupsQuery);
  const [left, setLeft] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const rows: readonly Row[] = user.groups.map(
    (name) => groups.find((group) => group.name === name) ?? { name },
  );
  const columns: readonly Column<Row>[] = [
    {
      id: "name",
      title: t`Group`,
      cell: ({ name }) => (
        <Link to="/admin/groups/$group" params={{ group: name }}>
          {name}
        </Link>
      ),
    },
    {
      id: "description",
      title: t`Description`,
      isSecondary: true,
      cell: ({ description = "–" }) => description,
    },
    {
      id: "scopes",
      title: t`Scopes`,
      isSecondary: true,
      cell: ({ scopes }) => <Scopes scopes={scopes ?? []} />,
    },
    ...(mayWrite
      ? [
          {
            id: "remove",
            title: t`Actions`,
            isTitleHidden: true,
            width: 8,
            isNumber: true,
            cell: ({ name }: Row) => (
              <Button size="small" onPress={() => setLeft(name)} aria-label={t`Remove from ${name}`}>
                <Trans>Remove</Trans>
              </Button>
            ),
          },
        ]
      : []),
  ];
  const add = mayWrite && (
    <Button onPress={() => setAdding(true)}>
      <Icon name="plus" />
      <Trans>Add to group</Trans>
    </Button>
  );
  return (
    <div className={styles.tab}>
      {rows.length > 0 && <div className={styles.toolbar}>{add}</div>}
      <Table
        label={t`Groups`}
        columns={columns}
        rows={rows}
        rowKey={({ name }) => name}
        empty={
          <Empty icon="groups" title={t`In no group`} action={add}>
            <Trans>Groups are in the user's tokens, and some give access to parts of the API.</Trans>
          </Empty>
        }
      />
      {left !== undefined && (
        <MembershipDialog user={user} group={left} isRemoval onClose={() => setLeft(undefined)} />
      )}
      {isAdding && <AddToGroupDialog user={user} onClose={() => setAdding(false)} />}
      <OrganizationsCard id={user.sub} />
    </div>
  );
}
