import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Select } from "../../../components/select.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { openOnArrow } from "../laptop/open-on-arrow.ts";
import split from "../laptop/split.module.css";
import { useServerEvents } from "../laptop/use-server-events.ts";
import { type BusEvent, EVENTS_KEY, eventsQuery, MAX_LISTED } from "./event.ts";
import { EventDetail } from "./event-detail.tsx";
import styles from "./events.module.css";

const ANY = "*";

/** Filters by type and user; both are in the URL. */
function EventFilters({ types }: { readonly types: readonly string[] }): ReactNode {
  const { t } = useLingui();
  const { type = "", user = "" } = useSearch({ from: "/tools/events" });
  const navigate = useNavigate({ from: "/tools/events" });
  const set = (change: { readonly type?: string; readonly user?: string }) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ type, user, ...change }).filter(([, value]) => value !== ""),
      ),
      replace: true,
    });
  const known = type === "" || types.includes(type) ? types : [type, ...types];
  return (
    <search className={styles.filters}>
      <Select
        label={t`Type`}
        value={type === "" ? ANY : type}
        onChange={(chosen) => set({ type: chosen === ANY ? "" : chosen })}
        options={[{ id: ANY, label: t`All types` }, ...known.map((id) => ({ id, label: id }))]}
      />
      <TextField
        label={t`User`}
        type="search"
        placeholder={t`sub of the account or of the administrator`}
        value={user}
        onChange={(text) => set({ user: text })}
      />
    </search>
  );
}

/** An icon for those that a webhook has not taken. */
function iconOf({ deliveries }: BusEvent) {
  if (deliveries.some(({ state }) => state === "failed")) return "alert";
  return deliveries.some(({ state }) => state === "pending") ? "clock" : "bell";
}

function EventList({
  events,
  selected,
}: {
  readonly events: readonly BusEvent[];
  readonly selected: string | undefined;
}): ReactNode {
  const { t } = useLingui();
  return (
    <nav className={split.list} aria-label={t`Events`}>
      <ul onKeyDown={openOnArrow}>
        {events.map((event) => (
          <li key={event.id}>
            <Link
              to="/tools/events"
              search={(before: object) => ({ ...before, event: event.id })}
              replace
              resetScroll={false}
              className={split.item}
              aria-current={event.id === selected ? "true" : undefined}
            >
              <Icon name={iconOf(event)} />
              <span className={split.title}>{event["detail-type"]}</span>
              <Timestamp time={event.detail.at ?? event.time} isInTable />
              <span className={split.second}>{event.detail.sub}</span>
            </Link>
          </li>
        ))}
      </ul>
      {events.length === MAX_LISTED && (
        <p className={split.left}>
          <Trans>Older events: choose a type or a user.</Trans>
        </p>
      )}
    </nav>
  );
}

function Events({ events }: { readonly events: readonly BusEvent[] }): ReactNode {
  const { t } = useLingui();
  const { type, user, event: chosen } = useSearch({ from: "/tools/events" });
  const isFiltered = type !== undefined || user !== undefined;
  const shown = chosen === undefined ? events[0] : events.find(({ id }) => id === chosen);
  if (events.length === 0) {
    return (
      <div className={split.empty}>
        {isFiltered ? (
          <Empty icon="filter" title={t`No matching events`} />
        ) : (
          <Empty icon="bell" title={t`No events yet`}>
            <Trans>Sign up, sign in or change an account: each event appears here a second later.</Trans>
          </Empty>
        )}
      </div>
    );
  }
  return (
    <div className={split.split}>
      <EventList events={events} selected={shown?.id} />
      {shown === undefined ? (
        <div className={split.empty}>
          <Empty icon="bell" title={t`This event is not in the list`} />
        </div>
      ) : (
        <EventDetail key={shown.id} event={shown} />
      )}
    </div>
  );
}

/** The account events of the local bus, and whether the webhook took them. */
export function EventsPage(): ReactNode {
  const { t } = useLingui();
  const { type, user } = useSearch({ from: "/tools/events" });
  const navigate = useNavigate({ from: "/tools/events" });
  const query = useQuery(eventsQuery({ ...(type && { type }), ...(user && { user }) }));
  useServerEvents("/_local/events/live", ["changed"], [EVENTS_KEY]);
  const clear = useAction({
    run: () => askLocal("events", { method: "DELETE" }),
    done: t`Events removed`,
    changes: [EVENTS_KEY],
  });
  return (
    <Page
      title={t`Events`}
      lead={t`What the event bus passes on to other systems when something happens to an account.`}
      actions={
        <Confirm
          title={t`Remove all events?`}
          action={t`Remove events`}
          onConfirm={async () => {
            await clear.run();
            await navigate({ search: {}, replace: true });
          }}
          trigger={<Button isDisabled={query.data?.types.length === 0}>{t`Remove all`}</Button>}
        >
          <Trans>
            The list is emptied, and what the webhook has not taken is not sent. The audit trail stays.
          </Trans>
        </Confirm>
      }
    >
      <LocalFailureBanner error={clear.error} />
      <EventFilters types={query.data?.types ?? []} />
      <LocalLoaded query={query} skeleton={<Bone height={24} />}>
        {({ events }) => <Events events={events} />}
      </LocalLoaded>
    </Page>
  );
}
