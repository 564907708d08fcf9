/** Uploads in progress. They continue while the user looks at other pages. */
import { useSyncExternalStore } from "react";
import { queryClient } from "../../api/query-client.ts";
import { refusalOf } from "./limits.ts";
import type { Limits, Quota } from "./queries.ts";
import { upload } from "./upload.ts";

/** Maximum number sent at a time; the others wait. */
const PARALLEL = 3;

export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: "waiting" | "sending" | "failed";
  /** The share that was sent, from 0 to 1. */
  readonly share: number;
  readonly error: unknown;
  /** A retry would be refused, too. */
  readonly isRefused: boolean;
}

let uploads: readonly Upload[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const controllers = new Map<number, AbortController>();

/** Closing the tab would cancel them: the browser asks first. */
const holdTab = (event: Event) => event.preventDefault();

function set(next: readonly Upload[]): void {
  uploads = next;
  const isUnderWay = uploads.some(({ state }) => state !== "failed");
  if (isUnderWay) window.addEventListener("beforeunload", holdTab);
  else window.removeEventListener("beforeunload", holdTab);
  for (const listener of listeners) listener();
}

const change = (id: number, values: Partial<Upload>): void =>
  set(uploads.map((one) => (one.id === id ? { ...one, ...values } : one)));

const drop = (id: number): void => set(uploads.filter((one) => one.id !== id));

async function send({ id, file }: Upload): Promise<void> {
  const controller = new AbortController();
  controllers.set(id, controller);
  change(id, { state: "sending", share: 0, error: undefined });
  try {
    await upload(file, file.name, {
      signal: controller.signal,
      onProgress: (share) => change(id, { share }),
    });
    await queryClient.invalidateQueries({ queryKey: ["files"] });
    drop(id);
  } catch (error) {
    if (controller.signal.aborted) drop(id);
    else change(id, { state: "failed", error });
  } finally {
    controllers.delete(id);
    sendNext();
  }
}

function sendNext(): void {
  const free = PARALLEL - uploads.filter(({ state }) => state === "sending").length;
  for (const one of uploads.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free))) {
    void send(one);
  }
}

/** Uploads these files; those that would be refused fail at once. */
export function addUploads(
  files: readonly File[],
  room: { readonly limits: Limits | undefined; readonly quota: Quota | undefined },
): void {
  for (const file of files) {
    const ahead = uploads.filter(({ state }) => state !== "failed");
    const waiting = { bytes: ahead.reduce((sum, one) => sum + one.file.size, 0), count: ahead.length };
    const error = refusalOf(file, room, waiting);
    lastId += 1;
    const state = error === undefined ? ("waiting" as const) : ("failed" as const);
    set([...uploads, { id: lastId, file, state, share: 0, error, isRefused: error !== undefined }]);
  }
  sendNext();
}

/** Cancels an upload, or removes a failed one from the list. */
export function cancelUpload(id: number): void {
  const controller = controllers.get(id);
  if (controller === undefined) drop(id);
  else controller.abort();
}

export function retryUpload(id: number): void {
  change(id, { state: "waiting", error: undefined });
  sendNext();
}

export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
