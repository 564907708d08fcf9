import { Trans, useLingui } from "@lingui/react/macro";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { LiveSessionList } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { deviceName } from "../shared/device-name.ts";
import { moreOf } from "../shared/more-of.ts";
import { nameOf, Person } from "../shared/person.tsx";
import { KEPT, SESSIONS } from "../shared/query-keys.ts";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import shared from "../shared/shared.module.css";
import { useMayWrite } from "../shared/use-scopes.ts";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";

type LiveSession = LiveSessionList["items"][number];

const sessionsQuery = infiniteQueryOptions({
  queryKey: SESSIONS,
  ...KEPT,
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

function useWay(): (session: LiveSession) => string {
  const { t } = useLingui();
  return ({ signIn }) => {
    if (signIn === undefined) return t`API`;
    return signIn.provider ?? t`Sign-in pages`;
  };
}

/** Everybody who is signed in, the last used first. */
export function SessionsPage(): ReactNode {
  const { t } = useLingui();
  const wayOf = useWay();
  const mayWrite = useMayWrite();
  const query = useInfiniteQuery(sessionsQuery);
  const [ended, setEnded] = useState<LiveSession>();
  const columns: readonly Column<LiveSession>[] = [
    { id: "user", title: t`User`, cell: (session) => <Person person={session} /> },
    {
      id: "device",
      title: t`Device`,
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
      cell: ({ lastUsedAt }) => <Timestamp time={lastUsedAt} isInTable />,
    },
    ...(mayWrite
      ? [
          {
            id: "end",
            title: t`Actions`,
            isTitleHidden: true,
            width: 7.5,
            isNumber: true,
            cell: (session: LiveSession) => {
              const name = nameOf(session);
              return (
                <Button size="small" onPress={() => setEnded(session)} aria-label={t`Sign out ${name}`}>
                  <Trans>Sign out</Trans>
                </Button>
              );
            },
          },
        ]
      : []),
  ];
  return (
    <Page title={t`Sessions`} lead={t`Everybody who is signed in, the last used first.`}>
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
                <Trans>Who signs in appears here.</Trans>
              </Empty>
            }
          />
        )}
      </Loaded>
      {ended !== undefined && (
        <UserActionDialog name="sign-out" user={ended} onClose={() => setEnded(undefined)} />
      )}
    </Page>
  );
}
