import { infiniteQueryOptions, type QueryKey, queryOptions } from "@tanstack/react-query";
import { askLocal } from "../laptop/local-api.ts";
import { useServerEvents } from "../laptop/use-server-events.ts";
import type { Trace, TraceList } from "./trace.ts";

export interface TraceFilter {
  readonly user?: string;
  readonly route?: string;
  readonly status?: string;
  /** RFC 3339, by the local cloud's clock; both included. */
  readonly from?: string;
  readonly to?: string;
}

let shown: TraceFilter = {};

/** The list's filters, for the link back to it. */
export const lastFilter = (): TraceFilter => shown;

export function rememberFilter(filter: TraceFilter): void {
  shown = filter;
}

export const tracesQuery = (filter: TraceFilter) =>
  infiniteQueryOptions({
    queryKey: ["local", "traces", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...filter, ...(pageParam !== null && { cursor: pageParam }) });
      return askLocal<TraceList>(`traces?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
  });

export const traceQuery = (id: string) =>
  queryOptions({
    queryKey: ["local", "traces", "one", id],
    queryFn: ({ signal }) => askLocal<Trace>(`traces/${encodeURIComponent(id)}`, { signal }),
    // Showing another trace in place of this one would mislead.
    placeholderData: undefined,
  });

/** Loads queries again whenever a request begins or ends. */
export const useLive = (...keys: readonly QueryKey[]): void =>
  useServerEvents("/_local/traces/live", ["began", "ended"], keys);
