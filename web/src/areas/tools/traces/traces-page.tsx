import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Switch } from "../../../components/choice.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { formatExact, formatNumber, formatTime } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { rememberFilter, tracesQuery, useLive } from "./queries.ts";
import { type TraceSummary, titleOf } from "./trace.ts";
import { TraceFilters } from "./trace-filters.tsx";

const LIST_KEY = ["local", "traces", "list"];

function useColumns(): readonly Column<TraceSummary>[] {
  const { t } = useLingui();
  return [
    {
      id: "time",
      title: t`Time`,
      width: 7,
      isSecondary: true,
      cell: ({ startedAt }) => (
        <time dateTime={startedAt} title={formatExact(startedAt)} className={styles.figures}>
          {formatTime(startedAt, { timeStyle: "medium" })}
        </time>
      ),
    },
    { id: "who", title: t`Who`, width: 14, isSecondary: true, cell: ({ user }) => user ?? "–" },
    {
      id: "what",
      title: t`What`,
      cell: (trace) => (
        <Link to="/tools/traces/$trace" params={{ trace: trace.id }} className={styles.mono}>
          {titleOf(trace)}
        </Link>
      ),
    },
    {
      id: "verdict",
      title: t`Verdict`,
      width: 8.5,
      cell: (trace) => <OutcomeBadge trace={trace} />,
    },
    {
      id: "reason",
      title: t`Reason`,
      isSecondary: true,
      cell: ({ reason, messages }) => {
        const [message] = messages;
        return reason ?? (message === undefined ? "" : t`Message to ${message.to}`);
      },
    },
    {
      id: "ms",
      title: t`ms`,
      width: 5,
      isNumber: true,
      isSecondary: true,
      cell: ({ durationMs }) =>
        durationMs === null ? "…" : formatNumber(durationMs, { maximumFractionDigits: 0 }),
    },
  ];
}

function Recording({ isOn }: { readonly isOn: boolean }): ReactNode {
  const { t } = useLingui();
  const pause = useAction({
    run: (recording: boolean) => askLocal("traces", { method: "PATCH", body: { recording } }),
    changes: [LIST_KEY],
  });
  return (
    <span className={styles.inline}>
      <Switch isSelected={isOn} isDisabled={pause.isBusy} onChange={(is) => void pause.run(is)}>
        {t`Record`}
      </Switch>
      <LocalFailureBanner error={pause.error} />
    </span>
  );
}

/** Every request to the local stack, live. */
export function TracesPage(): ReactNode {
  const { t } = useLingui();
  const filter = useSearch({ from: "/tools/traces" });
  const navigate = useNavigate();
  const query = useInfiniteQuery(tracesQuery(filter));
  const columns = useColumns();
  useLive(LIST_KEY);
  useEffect(() => rememberFilter(filter), [filter]);
  const clear = useAction({
    run: () => askLocal("traces", { method: "DELETE" }),
    done: t`Traces removed`,
    changes: [LIST_KEY],
  });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Page
      title={t`Traces`}
      lead={t`Every request to the local stack and everything it caused, live.`}
      actions={
        <>
          <Recording isOn={query.data?.pages[0]?.recording ?? true} />
          <Confirm
            title={t`Remove all traces?`}
            action={t`Remove traces`}
            onConfirm={() => clear.run()}
            trigger={<Button>{t`Remove all`}</Button>}
          >
            <Trans>The recorder deletes all traces. Users and messages stay.</Trans>
          </Confirm>
        </>
      }
    >
      <LocalFailureBanner error={clear.error} />
      <TraceFilters filter={filter} />
      <LocalLoaded query={query} skeleton={<Bone height={24} />}>
        {({ pages }) => (
          <Table
            label={t`Traces`}
            columns={columns}
            rows={pages.flatMap(({ traces }) => traces)}
            rowKey={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: "/tools/traces/$trace", params: { trace: id } })}
            more={
              query.hasNextPage
                ? { isLoading: query.isFetchingNextPage, onMore: () => void query.fetchNextPage() }
                : undefined
            }
            empty={
              isFiltered ? (
                <Empty
                  icon="filter"
                  title={t`No matching traces`}
                  action={
                    <Button
                      onPress={() => void navigate({ to: "/tools/traces" })}
                    >{t`Remove filters`}</Button>
                  }
                />
              ) : (
                <Empty icon="overview" title={t`Nothing recorded yet`}>
                  <Trans>Sign in or call the API: each request appears here at once.</Trans>
                </Empty>
              )
            }
          />
        )}
      </LocalLoaded>
    </Page>
  );
}
