import { queryOptions } from "@tanstack/react-query";
import { askLocal, LocalRefused } from "../laptop/local-api.ts";

/** A saved state of the local cloud, with its name. */
export interface Snapshot {
  readonly name: string;
  readonly createdAt: string;
  readonly users: number;
  readonly objects: number;
  readonly fileBytes: number;
}

/** A file among the snapshots that can't be read. */
export interface BrokenSnapshot {
  readonly name: string;
  readonly trouble: string;
}

interface State {
  /** The state folder. */
  readonly directory: string;
  readonly snapshots: readonly (Snapshot | BrokenSnapshot)[];
  /** Since the stack was started. */
  readonly loads: number;
  /** Why the last load failed. */
  readonly failure: string | null;
}

/** What the local cloud accepts as a name: lower case, because on some file systems `Demo` and `demo` are one file. */
export const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const stateQuery = queryOptions({
  queryKey: ["local", "state"],
  queryFn: ({ signal }) => askLocal<State>("state", { signal }),
});

export const saveSnapshot = (name: string, { replace }: { readonly replace: boolean }): Promise<Snapshot> =>
  askLocal("state", { method: "POST", body: { save: name, ...(replace && { replace }) } });

export const deleteSnapshot = (name: string): Promise<void> =>
  askLocal(`state?name=${encodeURIComponent(name)}`, { method: "DELETE" });

/** Polling interval in milliseconds while the stack restarts. */
const POLL_MS = 250;

/** Milliseconds after which the stack will not come back by itself. */
const RESTART_TIMEOUT_MS = 60_000;

/**
 * Restarts the stack with the state of a snapshot. It does not answer meanwhile.
 *
 * @throws LocalRefused also if the stack went back to its former state
 */
export async function loadSnapshot(name: string): Promise<true> {
  const { loads } = await askLocal<{ readonly loads: number }>("state", {
    method: "POST",
    body: { load: name },
  });
  const giveUp = performance.now() + RESTART_TIMEOUT_MS;
  while (performance.now() < giveUp) {
    const state = await askLocal<State>("state").catch(() => undefined);
    if (state !== undefined && state.loads > loads) {
      if (state.failure === null) return true;
      throw new LocalRefused(409, state.failure);
    }
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
  throw new LocalRefused(504, "The stack does not come back: see what it prints.");
}
