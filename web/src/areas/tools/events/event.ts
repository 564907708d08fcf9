import { queryOptions } from "@tanstack/react-query";
import { askLocal } from "../laptop/local-api.ts";

/** The delivery of an event to one target of a rule. */
export interface Delivery {
  readonly target: string;
  readonly state: "pending" | "delivered" | "failed";
  readonly attempts: number;
  /** What the last attempt met: a status, `timeout`, `ECONNREFUSED`. */
  readonly outcome: string | null;
}

/** An event as the local bus delivered it. */
export interface BusEvent {
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly time: string;
  readonly detail: {
    readonly id?: string;
    readonly at?: string;
    readonly sub?: string;
    readonly actor?: string;
    readonly clientId?: string;
    readonly data?: Readonly<Record<string, unknown>>;
  };
  readonly deliveries: readonly Delivery[];
}

interface EventList {
  readonly events: readonly BusEvent[];
  /** All types that there are, whatever the filter. */
  readonly types: readonly string[];
}

export interface EventFilter {
  readonly type?: string;
  readonly user?: string;
}

/** Events in the list; older ones are found by the filters. */
export const MAX_LISTED = 200;

export const EVENTS_KEY = ["local", "events"];

export const eventsQuery = ({ type = "", user = "" }: EventFilter) =>
  queryOptions({
    queryKey: [...EVENTS_KEY, { type, user }],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: String(MAX_LISTED), type, user: user.trim() });
      return askLocal<EventList>(`events?${query}`, { signal });
    },
  });

/** The event without what the local cloud adds. */
export function withoutDeliveries({ deliveries: _, ...event }: BusEvent): Omit<BusEvent, "deliveries"> {
  return event;
}
