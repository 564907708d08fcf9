import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { showToast } from "../components/show-toast.ts";

/** Something that the user does, and its state. */
export interface Action<Input, Output> {
  /** Runs it. Failures are in `error`, and not thrown. @returns the output; nothing where it failed */
  readonly run: (input: Input) => Promise<Output | undefined>;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
}

/**
 * Runs a change: state for a button, a toast when it is done, and the queries to load again.
 *
 * @param settings.changes keys of queries that are out of date afterwards; every key that begins with one of them
 */
export function useAction<Input = void, Output = unknown>(settings: {
  readonly run: (input: Input) => Promise<Output>;
  readonly done?: string;
  readonly changes?: readonly QueryKey[];
}): Action<Input, Output> {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: settings.run,
    onSuccess: async () => {
      await Promise.all((settings.changes ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })));
      if (settings.done !== undefined) await showToast({ text: settings.done });
    },
  });
  return {
    run: (input) => mutation.mutateAsync(input).catch(() => undefined),
    isBusy: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  };
}
