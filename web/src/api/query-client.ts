import { keepPreviousData, QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "./problem.ts";

/** Failures that another try may not have. */
const PASSING = new Set(["offline", "service_unavailable", "internal_error"]);

/**
 * The conventions of every query: old data stays until the new is there, what can pass is tried twice more, a window that comes back
 * asks again.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      placeholderData: keepPreviousData,
      retry: (count, error) => count < 2 && error instanceof ApiFailure && PASSING.has(error.code),
      // Off line a request fails with a word of its own instead of waiting in silence.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
