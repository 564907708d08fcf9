import type { TokenStorage } from "./token-storage.ts";

/** The maximum number of remembered accounts; the least recently used one is removed. */
const MAX_ACCOUNTS = 5;

/** The `knownClient` values of the last sign-ins: with them, another client's wrong guesses do not delay this one. */
export interface KnownClients {
  of(email: string): Promise<string | undefined>;
  remember(email: string, token: string): Promise<void>;
}

const keyOf = (email: string) => email.trim().toLowerCase();

export function knownClients(storage: TokenStorage, name: string): KnownClients {
  const key = `${name} clients`;
  const load = async (): Promise<(readonly [string, string])[]> => {
    try {
      const entries: unknown = JSON.parse((await storage.get(key)) ?? "[]");
      return Array.isArray(entries)
        ? entries.filter((entry) => Array.isArray(entry) && entry.length === 2)
        : [];
    } catch {
      return [];
    }
  };
  return {
    of: async (email) => (await load()).find(([known]) => known === keyOf(email))?.[1],
    remember: async (email, token) => {
      const others = (await load()).filter(([known]) => known !== keyOf(email));
      await storage.set(key, JSON.stringify([[keyOf(email), token], ...others].slice(0, MAX_ACCOUNTS)));
    },
  };
}
