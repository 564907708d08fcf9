import { infiniteQueryOptions, type QueryKey, queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { askLocal } from "../laptop/local-api.ts";
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

/** Events that arrive together lead to one request. */
const GATHER_MS = 250;

/** Loads queries again whenever a request begins or ends: the recorder sends server-sent events. */
export function useLive(...keys: readonly QueryKey[]): void {
  const queries = useQueryClient();
  const named = JSON.stringify(keys);
  useEffect(() => {
    const events = new EventSource("/_local/traces/live");
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const queryKey of JSON.parse(named) as QueryKey[]) void queries.invalidateQueries({ queryKey });
      }, GATHER_MS);
    };
    events.addEventListener("began", renew);
    events.addEventListener("ended", renew);
    return () => {
      events.close();
      clearTimeout(timer);
    };
  }, [queries, named]);
}
