import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { Bone, Empty, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { Actor, EventName, Target } from "../audit/event-list.tsx";
import { eventsQuery } from "../audit/event-queries.ts";
import { isOfSecurity } from "../shared/event-texts.ts";
import styles from "./overview.module.css";

/** Events that are looked through, and how many are shown of those that are not everyday. */
const LOOKED_AT = 100;
const SHOWN = 8;

/** What administrators and users did to accounts last, and what was refused. */
export function NewestEvents(): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(eventsQuery({}, LOOKED_AT));
  return (
    <Card
      title={t`Newest security events`}
      action={
        <Link to="/admin/audit">
          <Trans>Open audit log</Trans>
        </Link>
      }
    >
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone />
            <Bone />
            <Bone />
          </>
        }
      >
        {({ pages }) => {
          const events = (pages[0]?.items ?? []).filter(isOfSecurity).slice(0, SHOWN);
          return events.length === 0 ? (
            <Empty icon="shield" title={t`Nothing unusual`}>
              <Trans>The newest events are sign-ins and sign-ups alone.</Trans>
            </Empty>
          ) : (
            <ul className={styles.events}>
              {events.map((event) => (
                <li key={event.id}>
                  <EventName event={event} />
                  <Target event={event} />
                  {event.actor === undefined ? <span /> : <Actor event={event} />}
                  <Timestamp time={event.at} isInTable />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}
