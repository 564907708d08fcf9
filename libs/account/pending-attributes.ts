import { pendingKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { reportLostWrite } from "../activity/record-event.ts";

/** The attributes that a user changes with a code. */
export type PendingName = "email" | "phone_number";

/** The time for which Cognito accepts the code of a changed attribute. */
const PENDING_MS = 24 * 60 * 60 * 1000;

/** The code was sent or accepted already: if this is lost, the user sees too little or too much for a day. */
async function quietly(write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => reportLostWrite("pending attribute", error));
}

/** New addresses and numbers that wait for their code. Cognito stores them too, but does not tell. Only `load` throws. */
export interface PendingAttributes {
  /** @param now milliseconds since the epoch */
  note(sub: string, name: PendingName, value: string, now: number): Promise<void>;
  load(sub: string, now: number): Promise<Readonly<Partial<Record<PendingName, string>>>>;
  forget(sub: string, name: PendingName): Promise<void>;
}

export function pendingAttributes(table: ActivityTable): PendingAttributes {
  return {
    note: (sub, name, value, now) =>
      quietly(
        table.put({ ...pendingKey(sub, name), name, value, expiresAt: Math.ceil((now + PENDING_MS) / 1000) }),
      ),

    async load(sub, now) {
      const items = await table.getAll([pendingKey(sub, "email"), pendingKey(sub, "phone_number")]);
      const waiting = items.filter(({ expiresAt }) => Number(expiresAt) * 1000 > now);
      return Object.fromEntries(waiting.map(({ name, value }) => [name, value]));
    },

    forget: (sub, name) => quietly(table.delete(pendingKey(sub, name))),
  };
}
