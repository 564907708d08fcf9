import { Trans, useLingui } from "@lingui/react/macro";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { LiveSessionList } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { Page } from "../../../app/page.tsx";
import { useDeviceName } from "../../../components/device-name.ts";
import { MoreMenu } from "../../../components/menu.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { moreOf } from "../shared/more-of.ts";
import { nameOf, Person } from "../shared/person.tsx";
import { LONG_LIST, SESSIONS } from "../shared/query-keys.ts";
import { RevokeSessionDialog } from "../shared/revoke-session-dialog.tsx";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import shared from "../shared/shared.module.css";
import { useMayWrite } from "../shared/use-scopes.ts";
import { useSignInWay } from "../shared/use-sign-in-way.ts";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";

type LiveSession = LiveSessionList["items"][number];

const sessionsQuery = infiniteQueryOptions({
  queryKey: SESSIONS,
  ...LONG_LIST,
  queryFn: ({ pageParam, signal }) =>
    answer(
      api().GET("/v1/admin/sessions", {
        params: { query: { limit: 60, ...(pageParam !== undefined && { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ cursor }) => cursor,
});

/** All live sessions, the last used first. */
export function SessionsPage(): ReactNode {
  const { t } = useLingui();
  const wayOf = useSignInWay();
  const deviceName = useDeviceName();
  const mayWrite = useMayWrite();
  const query = useInfiniteQuery(sessionsQuery);
  const [asked, setAsked] = useState<{ readonly session: LiveSession; readonly isAll: boolean }>();
  const columns: readonly Column<LiveSession>[] = [
    { id: "user", title: t`User`, cell: (session) => <Person person={session} /> },
    {
      id: "device",
      title: t`Device`,
      width: 10,
      isSecondary: true,
      cell: ({ device }) => <span title={device}>{deviceName(device)}</span>,
    },
    {
      id: "ip",
      title: t`Network address`,
      width: 10,
      isSecondary: true,
      cell: ({ ip }) => <span className={shared.mono}>{ip}</span>,
    },
    { id: "way", title: t`Signed in by`, width: 9, isSecondary: true, cell: wayOf },
    {
      id: "started",
      title: t`Since`,
      width: 9,
      isSecondary: true,
      cell: ({ createdAt }) => <Timestamp time={createdAt} isInTable />,
    },
    {
      id: "used",
      title: t`Last used`,
      width: 9,
      narrowWidth: 8.25,
      cell: ({ lastUsedAt }) => <Timestamp time={lastUsedAt} isInTable />,
    },
    ...(mayWrite
      ? [
          {
            id: "end",
            title: t`Actions`,
            isTitleHidden: true,
            width: 4,
            narrowWidth: 3.5,
            isNumber: true,
            cell: (session: LiveSession) => {
              const name = nameOf(session);
              return (
                <MoreMenu
                  name={name}
                  actions={[
                    {
                      id: "one",
                      label: t`Revoke session`,
                      icon: "close",
                      onAction: () => setAsked({ session, isAll: false }),
                    },
                    {
                      id: "all",
                      label: t`Sign out everywhere`,
                      icon: "signOut",
                      isDangerous: true,
                      onAction: () => setAsked({ session, isAll: true }),
                    },
                  ]}
                />
              );
            },
          },
        ]
      : []),
  ];
  return (
    <Page title={t`Sessions`} lead={t`Sign-ins that have used this API, the last used first.`}>
      <Loaded query={query} skeleton={<RowsSkeleton rows={10} />}>
        {({ pages }) => (
          <Table
            label={t`Sessions`}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            more={moreOf(query)}
            empty={
              <Empty icon="device" title={t`No sessions`}>
                <Trans>Users who sign in appear here.</Trans>
              </Empty>
            }
          />
        )}
      </Loaded>
      {asked !== undefined &&
        (asked.isAll ? (
          <UserActionDialog name="sign-out" user={asked.session} onClose={() => setAsked(undefined)} />
        ) : (
          <RevokeSessionDialog
            user={asked.session}
            session={asked.session}
            onClose={() => setAsked(undefined)}
          />
        ))}
    </Page>
  );
}
