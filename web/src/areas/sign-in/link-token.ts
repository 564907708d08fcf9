/**
 * The token of a sign-in link. It comes in the fragment of the address and is kept in memory only: neither the address bar, the history nor
 * a storage keeps it. A page that is loaded anew has none, and the user opens the link once more.
 */
import { useSyncExternalStore } from "react";

const LINK_PATH = "/sign-in/link";

let token: string | undefined;
const listeners = new Set<() => void>();

/** Takes the token out of the address. */
function take(): void {
  const { pathname, search, hash } = window.location;
  if (pathname !== LINK_PATH || hash === "") return;
  token = new URLSearchParams(hash.slice(1)).get("token") ?? undefined;
  window.history.replaceState(window.history.state, "", pathname + search);
  for (const listener of listeners) listener();
}

/** Takes the token of the page that opens, and of a link that is opened over it. */
export function takeLinkTokens(): void {
  take();
  window.addEventListener("hashchange", take);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether it can be a token; one that lost its end can't. */
const isComplete = (text: string): boolean => /^[\w-]{22}\.[\w-]{43}$/.test(text);

/** The current token, if it is complete. */
export function useLinkToken(): string | undefined {
  const current = useSyncExternalStore(subscribe, () => token);
  return current !== undefined && isComplete(current) ? current : undefined;
}
