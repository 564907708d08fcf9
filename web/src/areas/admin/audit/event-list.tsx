import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { NamedEvent } from "../../../../../clients/typescript/api-types.ts";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { EVENT_TEXTS, isWarning } from "../shared/event-texts.ts";
import { moreOf } from "../shared/more-of.ts";
import { nameOf, Person } from "../shared/person.tsx";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import shared from "../shared/shared.module.css";
import { EventDrawer } from "./event-drawer.tsx";
import { type EventFilters, eventsQuery } from "./event-queries.ts";

/** What an event is about, if it is a group. */
const groupOf = ({ type, detail }: NamedEvent): string | undefined =>
  type.startsWith("group_") && detail?.group !== undefined ? String(detail.group) : undefined;

/** Groups themselves, not their members. */
const isOfGroup = ({ type }: NamedEvent): boolean =>
  type === "group_created" || type === "group_changed" || type === "group_deleted";

/** Without an actor, a rule did it. */
const AUTOMATIC: ReadonlySet<NamedEvent["type"]> = new Set(["group_added", "group_removed", "user_migrated"]);

/** Who did it: an administrator, or the user. */
export function Actor({ event }: { readonly event: NamedEvent }): ReactNode {
  if (event.actor === undefined)
    return (
      <span className={shared.muted}>
        {AUTOMATIC.has(event.type) ? (
          <Trans>Automatic</Trans>
        ) : event.type === "machine_token_issued" ? (
          <Trans>The machine</Trans>
        ) : (
          <Trans>The user</Trans>
        )}
      </span>
    );
  return <Person person={{ sub: event.actor, name: event.actorName, email: event.actorEmail }} />;
}

/** What it was done to: a user, a machine, or a group. */
export function Target({ event }: { readonly event: NamedEvent }): ReactNode {
  const group = groupOf(event);
  if (isOfGroup(event) && group !== undefined)
    return (
      <Link to="/admin/groups/$group" params={{ group }} preload={false}>
        {group}
      </Link>
    );
  return <Person person={event} />;
}

/** What happened, in words; below it the user where the table has no room for a column of it. */
export function EventName({
  event,
  hasTarget = false,
}: {
  readonly event: NamedEvent;
  readonly hasTarget?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const group = isOfGroup(event) ? undefined : groupOf(event);
  return (
    <span className={shared.event}>
      {isWarning(event.type) && <Icon name="alert" size={14} />}
      <span className={shared.eventText}>
        <span>
          {t(EVENT_TEXTS[event.type])}
          {group !== undefined && <span className={shared.muted}> · {group}</span>}
        </span>
        {hasTarget && (
          <span className={shared.narrowOnly}>{isOfGroup(event) ? groupOf(event) : nameOf(event)}</span>
        )}
      </span>
    </span>
  );
}

/** The trail, newest first. A row opens everything that is known of it. */
export function EventList({
  label,
  filters,
  isOfOne = false,
}: {
  readonly label: string;
  readonly filters: EventFilters;
  /** All are about one user, who is not named in each row. */
  readonly isOfOne?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(eventsQuery(filters));
  const [opened, setOpened] = useState<NamedEvent>();
  const columns: readonly Column<NamedEvent>[] = [
    {
      id: "time",
      title: t`Time`,
      width: 12,
      cell: (event) => (
        <button type="button" className={shared.linkButton} onClick={() => setOpened(event)}>
          <Timestamp time={event.at} isExact isInTable />
        </button>
      ),
    },
    ...(isOfOne
      ? []
      : [
          {
            id: "actor",
            title: t`Who`,
            isSecondary: true,
            cell: (event: NamedEvent) => <Actor event={event} />,
          },
        ]),
    { id: "type", title: t`Did what`, cell: (event) => <EventName event={event} hasTarget={!isOfOne} /> },
    isOfOne
      ? { id: "actor", title: t`By`, isSecondary: true, cell: (event) => <Actor event={event} /> }
      : { id: "target", title: t`To whom`, isSecondary: true, cell: (event) => <Target event={event} /> },
    { id: "reason", title: t`Why`, isSecondary: true, cell: ({ reason }) => reason ?? "" },
  ];
  const more = () => void query.fetchNextPage();
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={10} />}>
      {({ pages }) => {
        const events = pages.flatMap(({ items }) => items);
        return (
          <>
            <Table
              label={label}
              columns={columns}
              rows={events}
              rowKey={({ id }) => id}
              onOpen={setOpened}
              isStale={query.isPlaceholderData}
              more={moreOf(query)}
              empty={
                query.hasNextPage ? (
                  <Empty
                    icon="search"
                    title={t`None so far`}
                    action={
                      <Button onPress={more} isBusy={query.isFetchingNextPage}>
                        <Trans>Go on searching</Trans>
                      </Button>
                    }
                  >
                    <Trans>A part of the time was looked at.</Trans>
                  </Empty>
                ) : (
                  <Empty icon="clock" title={t`Nothing happened`}>
                    <Trans>No event of this kind is in the log.</Trans>
                  </Empty>
                )
              }
            />
            {opened !== undefined && <EventDrawer event={opened} onClose={() => setOpened(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}
