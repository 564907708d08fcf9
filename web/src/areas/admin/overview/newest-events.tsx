import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { NamedEvent } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { Card } from "../../../app/page.tsx";
import { Bone, Empty, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { EventName } from "../audit/event-list.tsx";
import { Actor, Target } from "../audit/event-parts.tsx";
import { isSecurityEvent } from "../shared/event-texts.ts";
import { EVENTS } from "../shared/query-keys.ts";
import styles from "./overview.module.css";

/** How many pages are searched, and how many notable events are shown. */
const MAX_PAGES = 5;
const PAGE = 100;
const SHOWN = 8;

async function loadNewest(signal: AbortSignal): Promise<readonly NamedEvent[]> {
  const found: NamedEvent[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && found.length < SHOWN; page += 1) {
    const query = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const answered = await answer(api().GET("/v1/admin/events", { params: { query }, signal }));
    found.push(...answered.items.filter(isSecurityEvent));
    cursor = answered.cursor;
    if (cursor === undefined) break;
  }
  return found.slice(0, SHOWN);
}

const newestQuery = queryOptions({
  queryKey: [...EVENTS, "newest"],
  queryFn: ({ signal }) => loadNewest(signal),
});

/** The latest changes to accounts by administrators and users, and refusals. */
export function NewestEvents(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(newestQuery);
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
        {(events) =>
          events.length === 0 ? (
            <Empty icon="shield" title={t`Nothing unusual`}>
              <Trans>The newest events are only sign-ins and sign-ups.</Trans>
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
          )
        }
      </Loaded>
    </Card>
  );
}
