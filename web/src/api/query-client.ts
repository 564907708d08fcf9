import { keepPreviousData, QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "./problem.ts";

/** Failures that a retry may avoid. */
const TEMPORARY_FAILURES = new Set(["offline", "service_unavailable", "internal_error"]);

/**
 * The conventions of every query: old data stays until the new data is there, temporary failures are retried twice, and data is loaded
 * again when the window regains focus.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      placeholderData: keepPreviousData,
      retry: (count, error) => count < 2 && error instanceof ApiFailure && TEMPORARY_FAILURES.has(error.code),
      // Offline, a request fails with a code of its own instead of waiting silently.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
