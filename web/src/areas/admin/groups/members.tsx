import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { moreOf } from "../shared/more-of.ts";
import { nameOf, Person } from "../shared/person.tsx";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import { StatusBadge } from "../shared/status-badge.tsx";
import { useMayWrite } from "../shared/use-scopes.ts";
import styles from "../user/tab.module.css";
import { AddMemberDialog } from "./add-member-dialog.tsx";
import { membersQuery } from "./group-queries.ts";
import { MembershipDialog } from "./membership-dialog.tsx";

/** The members of a group. */
export function Members({ group }: { readonly group: string }): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const query = useInfiniteQuery(membersQuery(group));
  const [leaving, setLeaving] = useState<User>();
  const [isAdding, setAdding] = useState(false);
  const columns: readonly Column<User>[] = [
    { id: "user", title: t`User`, cell: (user) => <Person person={user} /> },
    {
      id: "status",
      title: t`Status`,
      width: 10,
      isSecondary: true,
      cell: (user) => <StatusBadge user={user} />,
    },
    ...(mayWrite
      ? [
          {
            id: "remove",
            title: t`Actions`,
            isTitleHidden: true,
            width: 8,
            isNumber: true,
            cell: (user: User) => {
              const name = nameOf(user);
              return (
                <Button size="small" onPress={() => setLeaving(user)} aria-label={t`Remove ${name}`}>
                  <Trans>Remove</Trans>
                </Button>
              );
            },
          },
        ]
      : []),
  ];
  const add = mayWrite && (
    <Button onPress={() => setAdding(true)}>
      <Icon name="plus" />
      <Trans>Add member</Trans>
    </Button>
  );
  return (
    <div className={styles.tab}>
      <div className={styles.sectionHead}>
        <h2>
          <Trans>Members</Trans>
        </h2>
        {add}
      </div>
      <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
        {({ pages }) => (
          <Table
            label={t`Members`}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ sub }) => sub}
            more={moreOf(query)}
            empty={
              <Empty icon="user" title={t`No members`}>
                <Trans>Users you add appear here.</Trans>
              </Empty>
            }
          />
        )}
      </Loaded>
      {leaving !== undefined && (
        <MembershipDialog user={leaving} group={group} isRemoval onClose={() => setLeaving(undefined)} />
      )}
      {isAdding && <AddMemberDialog group={group} onClose={() => setAdding(false)} />}
    </div>
  );
}
