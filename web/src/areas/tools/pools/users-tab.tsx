import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { attributeOf, nameOf, type PoolUser, usersQuery } from "./cognito.ts";
import { CreateUser } from "./create-user.tsx";
import { ItemLink, useItem } from "./item.tsx";
import styles from "./pools.module.css";
import { StatusBadge } from "./status-badge.tsx";
import { UserDrawer } from "./user-drawer.tsx";

function useColumns(): readonly Column<PoolUser>[] {
  const { t } = useLingui();
  return [
    {
      id: "user",
      title: t`User`,
      cell: (user) => <ItemLink item={user.Username}>{nameOf(user)}</ItemLink>,
    },
    {
      id: "name",
      title: t`Name`,
      isSecondary: true,
      cell: (user) => attributeOf(user, "name") ?? "–",
    },
    {
      id: "status",
      title: t`Status`,
      width: 14,
      isSecondary: "phone",
      cell: (user) => <StatusBadge user={user} />,
    },
    {
      id: "created",
      title: t`Created`,
      width: 10,
      isSecondary: true,
      cell: ({ UserCreateDate }) =>
        UserCreateDate === undefined ? "–" : <Timestamp time={UserCreateDate * 1000} isInTable />,
    },
  ];
}

export function UsersTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item, open } = useItem();
  const { find = "" } = useSearch({ from: "/tools/pools" });
  const navigate = useNavigate({ from: "/tools/pools" });
  const query = useInfiniteQuery(usersQuery(pool, find));
  const columns = useColumns();
  return (
    <>
      <div className={styles.toolbar}>
        <div className={styles.search}>
          <TextField
            label={t`Search`}
            type="search"
            placeholder={t`Beginning of an address or number, or a sub`}
            value={find}
            onChange={(text) =>
              void navigate({ search: (before) => ({ ...before, find: text }), replace: true })
            }
          />
        </div>
        <CreateUser pool={pool} />
      </div>
      <LocalLoaded query={query} skeleton={<Bone height={20} />}>
        {({ pages }) => (
          <Table
            label={t`Users`}
            columns={columns}
            rows={pages.flatMap(({ Users }) => Users)}
            rowKey={({ Username }) => Username}
            onOpen={({ Username }) => open(Username)}
            isStale={query.isPlaceholderData}
            more={
              query.hasNextPage
                ? { isLoading: query.isFetchingNextPage, onMore: () => void query.fetchNextPage() }
                : undefined
            }
            empty={<Empty icon="user" title={find === "" ? t`No users in this pool` : t`No user found`} />}
          />
        )}
      </LocalLoaded>
      {item !== undefined && <UserDrawer key={item} pool={pool} name={item} />}
    </>
  );
}
