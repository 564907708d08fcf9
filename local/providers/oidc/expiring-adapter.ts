/**
 * Where `oidc-provider` keeps codes, tokens and unfinished sign-ins: in memory, and for as long as the local cloud's clock says.
 * The library itself reads the machine's clock, so expiry times are translated on the way out
 * (https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter).
 */
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { Clock } from "../../clock.ts";

interface Kept {
  readonly model: string;
  readonly payload: AdapterPayload;
  /** By the local cloud's clock, in milliseconds. */
  readonly expiresAt: number;
}

/** Beyond that the oldest goes: a script that begins sign-ins and never ends them must not fill the memory. */
const MAX_KEPT = 10_000;

/** @param findClient answers a client's metadata: clients are not kept */
export function createExpiringAdapter(
  clock: Clock,
  findClient: (clientId: string) => AdapterPayload | undefined,
): AdapterFactory {
  const kept = new Map<string, Kept>();

  function find(key: string): AdapterPayload | undefined {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    const secondsLeft = Math.ceil((found.expiresAt - clock.now()) / 1000);
    if (secondsLeft > 0) return { ...found.payload, exp: Math.floor(Date.now() / 1000) + secondsLeft };
    kept.delete(key);
    return undefined;
  }

  function keep(key: string, record: Kept): void {
    kept.delete(key);
    kept.set(key, record);
    for (const [oldKey, { expiresAt }] of kept) {
      if (expiresAt > clock.now() && kept.size <= MAX_KEPT) break;
      kept.delete(oldKey);
    }
  }

  return (model): Adapter => {
    if (model === "Client") return { ...nothing, find: async (id) => findClient(id) };
    // People choose their account anew every time, so no browser stays signed in.
    if (model === "Session") return nothing;
    const keyOf = (id: string) => `${model} ${id}`;
    return {
      ...nothing,
      find: async (id) => find(keyOf(id)),
      upsert: async (id, payload, expiresIn = 0) =>
        keep(keyOf(id), { model, payload, expiresAt: clock.now() + expiresIn * 1000 }),
      consume: async (id) => {
        const found = kept.get(keyOf(id));
        if (found === undefined) return;
        kept.set(keyOf(id), { ...found, payload: { ...found.payload, consumed: true } });
      },
      destroy: async (id) => {
        kept.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, record] of kept) {
          if (record.model === model && record.payload.grantId === grantId) kept.delete(key);
        }
      },
    };
  };
}

const nothing: Adapter = {
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  upsert: async () => {},
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {},
};
