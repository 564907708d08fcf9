import { useSyncExternalStore } from "react";
import type { ToastMessage } from "./toast.tsx";

let isWanted = false;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether there has been a toast. Pages of visitors who are not signed in load the region only then. */
export const useHasToasts = (): boolean => useSyncExternalStore(subscribe, () => isWanted);

/** Shows briefly what was done. The region is loaded with the first toast. */
export async function showToast(message: ToastMessage): Promise<void> {
  isWanted = true;
  for (const listener of listeners) listener();
  const { addToast } = await import("./toast.tsx");
  addToast(message);
}
