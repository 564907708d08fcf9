import { infiniteQueryOptions } from "@tanstack/react-query";
import type { EventType } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { EVENTS, LONG_LIST } from "../shared/query-keys.ts";

/** The audit log's filters, as they are in the URL. */
export interface EventFilters {
  readonly type?: EventType;
  /** The account that the events are about. */
  readonly user?: string;
  /** The administrator who did it. */
  readonly actor?: string;
  /** Days as `2026-03-05`, both included. */
  readonly from?: string;
  readonly to?: string;
}

const PAGE = 60;

/** The first and last moment of the days, in the user's time zone. */
export function searchOf({ from, to, ...rest }: EventFilters) {
  return {
    ...rest,
    ...(from !== undefined && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to !== undefined && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

export const eventsQuery = (filters: EventFilters) =>
  infiniteQueryOptions({
    queryKey: [...EVENTS, filters],
    ...LONG_LIST,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api().GET("/v1/admin/events", {
          params: {
            query: {
              ...searchOf(filters),
              limit: PAGE,
              ...(pageParam !== undefined && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
  });
