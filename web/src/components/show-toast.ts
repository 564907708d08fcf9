import { useSyncExternalStore } from "react";
import type { ToastMessage } from "./toast.tsx";

let isWanted = false;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether there was a toast by now, also for visitors who are not signed in: their pages load the region no sooner. */
export const useHasToasts = (): boolean => useSyncExternalStore(subscribe, () => isWanted);

/** Says what was done, briefly. The region is loaded with the first toast. */
export async function showToast(message: ToastMessage): Promise<void> {
  isWanted = true;
  for (const listener of listeners) listener();
  const { addToast } = await import("./toast.tsx");
  addToast(message);
}
