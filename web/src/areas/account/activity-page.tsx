import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Card, Page } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { useDeviceName } from "../../components/device-name.ts";
import { providerNameOf } from "../../components/provider-name.ts";
import { Facts, Row, Rows } from "../../components/rows.tsx";
import { Bone, Empty, FailureBanner, Loaded } from "../../components/states.tsx";
import { formatExact, formatTime } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/languages.ts";
import styles from "./account.module.css";
import { EVENT_TEXTS } from "./event-texts.ts";
import { NotMeDialog } from "./not-me-dialog.tsx";
import { type ActivityEvent, activityQuery } from "./queries.ts";

const ONE_DAY_MS = 86_400_000;

/** By the day of this browser's clock; the newest first, as the API has them. */
const daysOf = (events: readonly ActivityEvent[]): ReadonlyMap<string, readonly ActivityEvent[]> =>
  Map.groupBy(events, ({ at }) => new Date(at).toDateString());

function useDayName(): (day: string) => string {
  const { t } = useLingui();
  useLanguage();
  return (day) => {
    if (day === new Date().toDateString()) return t`Today`;
    if (day === new Date(Date.now() - ONE_DAY_MS).toDateString()) return t`Yesterday`;
    return formatTime(day, { dateStyle: "full" });
  };
}

/** What happened to the account, by day. */
export function ActivityPage(): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(activityQuery);
  const [doubted, setDoubted] = useState<ActivityEvent>();
  return (
    <Page
      title={t`Activity`}
      lead={t`What happened to your account. Do you see something that you did not do?`}
    >
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone height={16} />
            <Bone height={16} />
          </>
        }
      >
        {({ pages }) => {
          const events = pages.flatMap(({ items }) => items);
          return events.length === 0 && !query.hasNextPage ? (
            <Card>
              <Empty icon="clock" title={t`Nothing yet`}>
                {t`Sign-ins and changes appear here.`}
              </Empty>
            </Card>
          ) : (
            <>
              {[...daysOf(events)].map(([day, ofDay]) => (
                <Day key={day} day={day} events={ofDay} onDoubt={setDoubted} />
              ))}
              {query.isFetchNextPageError && <FailureBanner error={query.error} />}
              {query.hasNextPage && (
                <div className={styles.more}>
                  <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
                    {t`Show earlier`}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
      {doubted !== undefined && <NotMeDialog event={doubted} onClose={() => setDoubted(undefined)} />}
    </Page>
  );
}

function Day({
  day,
  events,
  onDoubt,
}: {
  readonly day: string;
  readonly events: readonly ActivityEvent[];
  readonly onDoubt: (event: ActivityEvent) => void;
}): ReactNode {
  const name = useDayName()(day);
  return (
    <Card title={name}>
      <Rows label={name}>
        {events.map((event) => (
          <EventRow key={event.id} event={event} onDoubt={onDoubt} />
        ))}
      </Rows>
    </Card>
  );
}

/** What only some types tell, in words that need no explanation. */
function factsOf({ detail = {} }: ActivityEvent): readonly string[] {
  return ["provider", "group", "name", "passkey"].flatMap((name) => {
    const fact = detail[name];
    if (typeof fact !== "string") return [];
    return name === "provider" ? providerNameOf(fact) : fact;
  });
}

function EventRow({
  event,
  onDoubt,
}: {
  readonly event: ActivityEvent;
  readonly onDoubt: (event: ActivityEvent) => void;
}): ReactNode {
  const { i18n } = useLingui();
  const nameOf = useDeviceName();
  const [icon, text] = EVENT_TEXTS[event.type] ?? ["info", undefined];
  const title = text === undefined ? event.type : i18n._(text);
  const time = formatTime(event.at, { timeStyle: "short" });
  return (
    <Row
      icon={icon}
      title={title}
      actions={
        <Button size="small" kind="quiet" onPress={() => onDoubt(event)}>
          <Trans>Not me</Trans>
          <span className="visually-hidden">
            {" "}
            {title}, {time}
          </span>
        </Button>
      }
    >
      <Facts>
        <time dateTime={event.at} title={formatExact(event.at)}>
          {time}
        </time>
        {event.userAgent !== undefined && nameOf(event.userAgent)}
        {event.ip}
        {factsOf(event).join(", ")}
        {event.reason}
      </Facts>
    </Row>
  );
}
