import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { Card, Page } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { buttonClass } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { KeyValue, type Pair } from "../../../components/key-value.tsx";
import { Sequence, type Span } from "../../../components/sequence.tsx";
import { Bone } from "../../../components/states.tsx";
import { formatExact, formatNumber } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { lastFilter, traceQuery, useLive } from "./queries.ts";
import { SpanDetail } from "./span-detail.tsx";
import { LANES, type LaneName, type Trace, type TraceSpan, titleOf } from "./trace.ts";

function useLaneNames(): Readonly<Record<LaneName, string>> {
  const { t } = useLingui();
  return {
    client: t`Client`,
    gateway: t`Gateway`,
    function: t`Function`,
    cognito: "Cognito",
    trigger: t`Trigger`,
    table: t`Table`,
    object: t`Files`,
    key: t`Keys`,
    mail: t`Mail`,
  };
}

/** A function's name in the project: without service and stage, which all share. */
const shortName = ({ kind, name }: TraceSpan): string =>
  kind === "function" ? name.replace(/^.*-(?=[^-]+$)/, "") : name;

/** Each span with its depth. */
function toSpans(spans: readonly TraceSpan[]): readonly Span[] {
  const depths = new Map<string, number>();
  return spans.map((span) => {
    const { id, parent, lane, startMs, durationMs, outcome } = span;
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(id, depth);
    return {
      id,
      lane,
      title: shortName(span),
      start: startMs,
      duration: durationMs ?? 0,
      depth,
      state: outcome === "open" ? "ok" : outcome,
    };
  });
}

function useFacts(trace: Trace): readonly Pair[] {
  const { t } = useLingui();
  const ms = formatNumber(trace.durationMs ?? 0, { maximumFractionDigits: 0 });
  return [
    {
      name: t`Verdict`,
      value: (
        <span className={styles.inline}>
          <OutcomeBadge trace={trace} />
          {trace.reason}
        </span>
      ),
    },
    { name: t`User`, value: trace.user ?? t`Not known` },
    {
      name: t`Time`,
      value:
        trace.durationMs === null
          ? formatExact(trace.startedAt)
          : t`${formatExact(trace.startedAt)}, took ${ms} ms`,
    },
    ...trace.messages.map(({ inboxId, to, subject }) => ({
      id: inboxId,
      name: t`Message`,
      value: (
        <Link to="/tools/inbox" search={{ message: inboxId }}>
          {subject === null ? to : t`${subject}, to ${to}`}
        </Link>
      ),
    })),
    ...(trace.requestId === null
      ? []
      : [
          {
            name: t`Request id`,
            value: trace.requestId,
            isMono: true,
            copy: { text: trace.requestId, label: t`Copy request id` },
          },
        ]),
    { name: t`Trace`, value: trace.id, isMono: true, copy: { text: trace.id, label: t`Copy trace id` } },
  ];
}

function Content({ trace }: { readonly trace: Trace }): ReactNode {
  const { t } = useLingui();
  const { span: chosen } = useSearch({ from: "/tools/traces/$trace" });
  const navigate = useNavigate({ from: "/tools/traces/$trace" });
  const laneNames = useLaneNames();
  const facts = useFacts(trace);
  const spans = useMemo(() => toSpans(trace.spans), [trace.spans]);
  const lanes = LANES.filter((lane) => trace.spans.some((span) => span.lane === lane));
  const selected = trace.spans.find(({ id }) => id === chosen);
  return (
    <>
      {trace.replayOf !== undefined && (
        <Banner
          action={
            <Link
              to="/tools/traces/$trace"
              params={{ trace: trace.replayOf.trace }}
              search={{ span: trace.replayOf.span }}
            >
              {t`Show the original`}
            </Link>
          }
        >
          {t`This is a replay of a trigger.`}
        </Banner>
      )}
      {trace.spansLeftOut > 0 && (
        <Banner tone="warning">{t`${formatNumber(trace.spansLeftOut)} steps are left out: there were too many.`}</Banner>
      )}
      <Card>
        <KeyValue pairs={facts} />
      </Card>
      <div className={styles.sequence}>
        <Sequence
          label={t`Sequence`}
          lanes={lanes.map((id) => ({ id, label: laneNames[id] }))}
          spans={spans}
          selected={selected?.id}
          onSelect={(span) => void navigate({ search: { span }, replace: true, resetScroll: false })}
        />
      </div>
      {selected === undefined ? (
        <p className={styles.note}>{t`Choose a step to see its input and output.`}</p>
      ) : (
        <SpanDetail key={selected.id} trace={trace.id} span={selected} laneName={laneNames[selected.lane]} />
      )}
    </>
  );
}

/** One request and everything it caused. */
export function TracePage(): ReactNode {
  const { t } = useLingui();
  const { trace: id } = useParams({ from: "/tools/traces/$trace" });
  const query = useQuery(traceQuery(id));
  useLive(...(query.data?.outcome === "open" ? [traceQuery(id).queryKey] : []));
  return (
    <Page
      title={query.data === undefined ? t`Trace` : titleOf(query.data)}
      actions={
        <Link to="/tools/traces" search={{ ...lastFilter() }} className={buttonClass({})}>
          <Icon name="back" />
          {t`All traces`}
        </Link>
      }
    >
      <LocalLoaded
        query={query}
        skeleton={
          <>
            <Bone height={10} />
            <Bone height={24} />
          </>
        }
      >
        {(trace) => <Content trace={trace} />}
      </LocalLoaded>
    </Page>
  );
}
