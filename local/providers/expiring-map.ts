import type { Clock } from "../clock.ts";

/** Values that expire, in memory: codes, tokens, unfinished sign-ins. */
export interface ExpiringMap<Value> {
  /** @param expiresAt milliseconds since the Unix epoch */
  set(key: string, value: Value, expiresAt: number): void;
  get(key: string): { readonly value: Value; readonly expiresAt: number } | undefined;
  /** Removes and returns it: of two concurrent requests, one gets it. */
  take(key: string): Value | undefined;
  /** Removes all values of a kind. */
  removeWhere(matches: (value: Value) => boolean): void;
}

/** With more, the oldest is removed: a script that begins sign-ins and never ends them must not fill the memory. */
const MAX_SIZE = 10_000;

export function createExpiringMap<Value>(clock: Clock): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>();

  const get: ExpiringMap<Value>["get"] = (key) => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  };

  return {
    get,
    set: (key, value, expiresAt) => {
      entries.delete(key);
      entries.set(key, { value, expiresAt });
      for (const [oldKey, old] of entries) {
        if (old.expiresAt > clock.now() && entries.size <= MAX_SIZE) break;
        entries.delete(oldKey);
      }
    },
    take: (key) => {
      const entry = get(key);
      entries.delete(key);
      return entry?.value;
    },
    removeWhere: (matches) => {
      for (const [key, { value }] of entries) if (matches(value)) entries.delete(key);
    },
  };
}
