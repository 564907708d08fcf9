import { authenticatorKey, PASSKEY_PREFIX, passkeyKey, userPartition } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { reportLostWrite } from "../activity/record-event.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** The active authenticator app. */
export interface Authenticator {
  /** The name that its owner gave it at setup. */
  readonly name?: string;
  /** ISO 8601 */
  readonly addedAt: string;
}

/**
 * The names that owners give their factors. Cognito takes a name with an authenticator app and never returns it, and can't
 * rename a passkey. Nothing depends on names: noting and forgetting one never fails, and one without its factor is not shown.
 */
export interface FactorNames {
  /** @param now milliseconds since the epoch */
  noteAuthenticator(sub: string, name: string | undefined, now: number): Promise<void>;
  loadAuthenticator(sub: string): Promise<Authenticator | undefined>;
  forgetAuthenticator(sub: string): Promise<void>;
  renamePasskey(sub: string, credentialId: string, name: string): Promise<void>;
  /** @returns names by credential id */
  loadPasskeys(sub: string): Promise<ReadonlyMap<string, string>>;
  forgetPasskey(sub: string, credentialId: string): Promise<void>;
}

/** An account has at most 20 passkeys; some that were removed elsewhere may have left their names. */
const MAX_NAMES = 200;

/** The factor has been set up or removed already. */
async function quietly(write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => reportLostWrite("factor's name", error));
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

export function factorNames(table: ActivityTable): FactorNames {
  return {
    noteAuthenticator: (sub, name, now) =>
      quietly(table.put({ ...authenticatorKey(sub), name, addedAt: new Date(now).toISOString() })),

    async loadAuthenticator(sub) {
      const item = await table.get(authenticatorKey(sub));
      const [name, addedAt] = [text(item?.name), text(item?.addedAt)];
      if (addedAt === undefined) return undefined;
      return { ...withoutUndefined({ name }), addedAt };
    },

    forgetAuthenticator: (sub) => quietly(table.delete(authenticatorKey(sub))),

    renamePasskey: (sub, id, name) => table.put({ ...passkeyKey(sub, id), id, name }),

    async loadPasskeys(sub) {
      const { items } = await table.query({
        partition: userPartition(sub),
        prefix: PASSKEY_PREFIX,
        order: "oldest first",
        limit: MAX_NAMES,
      });
      return new Map(items.map(({ id, name }) => [String(id), String(name)]));
    },

    forgetPasskey: (sub, id) => quietly(table.delete(passkeyKey(sub, id))),
  };
}
