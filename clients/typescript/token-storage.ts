/**
 * Where a client keeps what outlives a reload. Values are secrets: a refresh token signs in for 30 days. An adapter of your own has
 * these three verbs, such as for Keychain or Keystore.
 */
export interface TokenStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  set(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
  /**
   * Which tabs have the same: `origin`, all tabs of the origin; `copies`, a tab and those that were made from it, each for itself,
   * as `sessionStorage` has it; `none`, this one alone. Default: `none`.
   */
  readonly sharing?: "origin" | "copies" | "none";
}

/** In memory: gone with the page. The default, because no other script can read it. */
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
  if (storage === undefined) throw new Error("This platform has no such storage");
  return storage;
}

/** Until the tab is closed. Every script of the page can read it. */
export const tabStorage = (): TokenStorage => overWebStorage(() => found(platform.sessionStorage), "copies");

/** Until the user signs out, in all tabs of the origin. Every script of the page can read it, also later. */
export const browserStorage = (): TokenStorage =>
  overWebStorage(() => found(platform.localStorage), "origin");
