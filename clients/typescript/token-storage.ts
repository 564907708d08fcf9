/**
 * Stores what must survive a reload. Values are secrets: a refresh token is valid for 30 days. Your own adapter, for example for
 * Keychain or Keystore, implements these three methods.
 */
export interface TokenStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  set(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
  /**
   * Which tabs see the same data: `origin`, all tabs of the origin; `copies`, a tab and its duplicates, each with its own copy,
   * as with `sessionStorage`; `none`, only this tab. Default: `none`.
   */
  readonly sharing?: "origin" | "copies" | "none";
}

/** In memory, until the page is closed. The default, because other scripts can't read it. */
export function memoryStorage(): TokenStorage {
  const values = new Map<string, string>();
  return {
    sharing: "none",
    get: (key) => values.get(key),
    set: (key, value) => {
      values.set(key, value);
    },
    remove: (key) => {
      values.delete(key);
    },
  };
}

interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const overWebStorage = (find: () => WebStorage, sharing: "origin" | "copies"): TokenStorage => ({
  sharing,
  get: (key) => find().getItem(key),
  set: (key, value) => find().setItem(key, value),
  remove: (key) => find().removeItem(key),
});

const platform = globalThis as { readonly sessionStorage?: WebStorage; readonly localStorage?: WebStorage };

function found(storage: WebStorage | undefined): WebStorage {
  if (storage === undefined) throw new Error("This platform does not have this storage");
  return storage;
}

/** Until the tab is closed. Every script of the page can read it. */
export const tabStorage = (): TokenStorage => overWebStorage(() => found(platform.sessionStorage), "copies");

/** Until the user signs out, in all tabs of the origin. Every script of the page can read it, also later. */
export const browserStorage = (): TokenStorage =>
  overWebStorage(() => found(platform.localStorage), "origin");
