/**
 * `oidc-provider`'s storage of codes, tokens and unfinished sign-ins: in memory, with expiry by the local cloud's clock. The
 * library itself reads the machine's clock, so expiry times are converted when they are read
 * (https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter).
 */
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { Clock } from "../../clock.ts";
import { createExpiringMap } from "../expiring-map.ts";

/** @param findClient returns a client's metadata: clients are not stored */
export function createExpiringAdapter(
  clock: Clock,
  findClient: (clientId: string) => AdapterPayload | undefined,
): AdapterFactory {
  return (model) => {
    if (model === "Client") return { ...nothing, find: async (id) => findClient(id) };
    // People choose their account every time, so no browser stays signed in.
    if (model === "Session") return nothing;
    return createRecords(clock);
  };
}

function createRecords(clock: Clock): Adapter {
  const records = createExpiringMap<AdapterPayload>(clock);
  return {
    ...nothing,
    find: async (id) => {
      const found = records.get(id);
      if (found === undefined) return undefined;
      const secondsLeft = Math.ceil((found.expiresAt - clock.now()) / 1000);
      return { ...found.value, exp: Math.floor(Date.now() / 1000) + secondsLeft };
    },
    upsert: async (id, payload, expiresIn = 0) => records.set(id, payload, clock.now() + expiresIn * 1000),
    consume: async (id) => {
      const found = records.get(id);
      if (found !== undefined) records.set(id, { ...found.value, consumed: true }, found.expiresAt);
    },
    destroy: async (id) => {
      records.take(id);
    },
    revokeByGrantId: async (grantId) => records.removeWhere((payload) => payload.grantId === grantId),
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
