import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { overviewQuery } from "../overview/overview-query.ts";
import { moreOf } from "../shared/more-of.ts";
import { nameOf, Person } from "../shared/person.tsx";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import { SearchOn } from "../shared/search-on.tsx";
import { StatusBadge } from "../shared/status-badge.tsx";
import { useHasScope, useMayWrite } from "../shared/use-scopes.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { QuickLook } from "./quick-look.tsx";
import { UserFilterBar } from "./user-filter-bar.tsx";
import { usersOf, usersQuery } from "./user-queries.ts";

const route = getRouteApi("/admin/users");

function useColumns(): readonly Column<User>[] {
  const { t } = useLingui();
  // Stable for one language: new columns would render every row again.
  return useMemo(
    () => [
      { id: "user", title: t`User`, cell: (user) => <Person person={user} /> },
      {
        id: "status",
        title: t`Status`,
        width: 9,
        narrowWidth: 8.25,
        cell: (user) => <StatusBadge user={user} />,
      },
      {
        id: "provider",
        title: t`Signs in with`,
        width: 10,
        isSecondary: true,
        cell: ({ identityProviders = [] }) =>
          identityProviders.length === 0 ? t`Own account` : identityProviders.join(", "),
      },
      {
        id: "created",
        title: t`Member since`,
        width: 9,
        isSecondary: true,
        cell: ({ createdAt }) => <Timestamp time={createdAt} isInTable />,
      },
      {
        id: "updated",
        title: t`Last changed`,
        width: 9,
        isSecondary: true,
        cell: ({ updatedAt }) => <Timestamp time={updatedAt} isInTable />,
      },
    ],
    [t],
  );
}

/** Cognito's estimate, which comes with the overview's figures. */
function useUserCount(): number | undefined {
  const { data } = useQuery({ ...overviewQuery(30), enabled: useHasScope("api/audit.read") });
  return data?.estimatedUsers;
}

export function UsersPage(): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const userCount = useUserCount();
  const count = userCount === undefined ? undefined : formatNumber(userCount);
  const { user: looked, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(usersQuery(filters));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isInviting, setInviting] = useState(false);
  const columns = useColumns();
  const look = (id: string | undefined) =>
    void navigate({ search: { ...filters, ...(id !== undefined && { user: id }) }, resetScroll: false });
  const pages = query.data?.pages;
  const users = useMemo(() => usersOf(pages ?? []), [pages]);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page
      title={t`Users`}
      lead={
        count === undefined
          ? t`All users with an account here.`
          : t`All users with an account here: about ${count}.`
      }
      actions={
        mayWrite && (
          <Button kind="primary" onPress={() => setInviting(true)}>
            <Icon name="plus" />
            <Trans>Invite user</Trans>
          </Button>
        )
      }
    >
      <UserFilterBar />
      <Loaded query={query} skeleton={<RowsSkeleton rows={12} />}>
        {() => {
          const chosen = users.filter(({ sub }) => selected.has(sub));
          return (
            <>
              <Table
                label={t`Users`}
                list={JSON.stringify(filters)}
                columns={columns}
                rows={users}
                rowKey={({ sub }) => sub}
                onOpen={({ sub }) => look(sub)}
                {...(mayWrite && {
                  selection: { selected, onChange: setSelected, nameOf },
                })}
                isStale={query.isPlaceholderData}
                more={moreOf(query)}
                empty={
                  query.hasNextPage ? (
                    <SearchOn query={query}>
                      <Trans>Only a part of the users was searched.</Trans>
                    </SearchOn>
                  ) : (
                    <NoUsers isFiltered={isFiltered} />
                  )
                }
              />
              <p role="status" className="visually-hidden">
                {query.isPlaceholderData ? (
                  ""
                ) : (
                  <Plural value={users.length} one="# user shown" other="# users shown" />
                )}
              </p>
              {chosen.length > 0 && <BulkBar users={chosen} onClear={() => setSelected(new Set())} />}
            </>
          );
        }}
      </Loaded>
      {looked !== undefined && <QuickLook id={looked} onClose={() => look(undefined)} />}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function NoUsers({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useLingui();
  return isFiltered ? (
    <Empty icon="search" title={t`No user found`}>
      <Trans>Search finds the beginning of addresses and names. Try fewer letters or filters.</Trans>
    </Empty>
  ) : (
    <Empty icon="user" title={t`No users yet`}>
      <Trans>Users who sign up or are invited appear here.</Trans>
    </Empty>
  );
}
