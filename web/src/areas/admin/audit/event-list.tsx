import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { NamedEvent } from "../../../../../clients/typescript/api-types.ts";
import { Icon } from "../../../components/icons.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { EVENT_TEXTS, isWarning } from "../shared/event-texts.ts";
import { moreOf } from "../shared/more-of.ts";
import { nameOf } from "../shared/person.tsx";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import { SearchOn } from "../shared/search-on.tsx";
import shared from "../shared/shared.module.css";
import { EventDrawer } from "./event-drawer.tsx";
import { Actor, groupOf, isOfGroup, Target } from "./event-parts.tsx";
import { type EventFilters, eventsQuery } from "./event-queries.ts";

/** What happened, in words; the user is below it if the table is too narrow for a column. */
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

/** The audit log, newest first. A row opens the event's details. */
export function EventList({
  label,
  filters,
  isOfOne = false,
}: {
  readonly label: string;
  readonly filters: EventFilters;
  /** All events are about one user, so the rows do not name the user. */
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
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={10} />}>
      {({ pages }) => {
        const events = pages.flatMap(({ items }) => items);
        return (
          <>
            <Table
              label={label}
              list={JSON.stringify(filters)}
              columns={columns}
              rows={events}
              rowKey={({ id }) => id}
              onOpen={setOpened}
              isStale={query.isPlaceholderData}
              more={moreOf(query)}
              empty={
                query.hasNextPage ? (
                  <SearchOn query={query}>
                    <Trans>Only a part of the time was searched.</Trans>
                  </SearchOn>
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
