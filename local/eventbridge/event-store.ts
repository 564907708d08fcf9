import type { DatabaseSync } from "node:sqlite";
import { declareTables } from "../state/declare-tables.ts";

/** An event as targets get it (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html). */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export type DeliveryState = "pending" | "delivered" | "failed";

/** The delivery of an event to one target. */
export interface Delivery {
  readonly key: number;
  readonly event: BusEvent;
  /** The rule and the id of its target: `AccountEventsWebhookRule/webhook`. */
  readonly target: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** What the last attempt met: `200`, `503`, `timeout`. */
  readonly outcome: string | null;
  /** Milliseconds since the epoch, by the cloud's clock. */
  readonly createdAt: number;
}

/** An event with its deliveries. */
export interface KeptEvent {
  readonly event: BusEvent;
  readonly deliveries: readonly Pick<Delivery, "target" | "state" | "attempts" | "outcome">[];
}

export interface EventSearch {
  readonly type?: string;
  /** A `sub`: of the account or of the administrator. */
  readonly user?: string;
  readonly limit: number;
}

/** Events that are kept. On AWS a bus keeps none. */
const MAX_EVENTS = 1000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS eventbridge_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    type TEXT NOT NULL,
    sub TEXT GENERATED ALWAYS AS (event ->> '$.detail.sub') VIRTUAL,
    actor TEXT GENERATED ALWAYS AS (event ->> '$.detail.actor') VIRTUAL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS eventbridge_deliveries (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    sequence INTEGER NOT NULL REFERENCES eventbridge_events (sequence) ON DELETE CASCADE,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    outcome TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS eventbridge_deliveries_by_event ON eventbridge_deliveries (sequence);
`;

/** The events of a region's buses, newest first, and where they were delivered. */
export interface EventStore {
  /** @param targets to deliver it to */
  add(event: BusEvent, targets: readonly string[], now: number): void;
  list(search: EventSearch): readonly KeptEvent[];
  /** The types that there are, in alphabetical order. */
  types(): readonly string[];
  pending(): readonly Delivery[];
  note(key: number, state: DeliveryState, outcome: string): void;
  clear(): void;
}

interface Row {
  readonly key: number;
  readonly event: string;
  readonly target: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly outcome: string | null;
  readonly created_at: number;
}

export function createEventStore(database: DatabaseSync, region: string): EventStore {
  declareTables(database, TABLES);
  const insert = database.prepare("INSERT INTO eventbridge_events (region, type, event) VALUES (?, ?, ?)");
  const insertDelivery = database.prepare(
    "INSERT INTO eventbridge_deliveries (sequence, target, state, attempts, created_at) VALUES (?, ?, 'pending', 0, ?)",
  );
  const forgetOld = database.prepare("DELETE FROM eventbridge_events WHERE sequence <= ?");
  const select = database.prepare(
    `SELECT sequence, event FROM eventbridge_events
     WHERE region = ? AND type = coalesce(?, type) AND (? IS NULL OR ? IN (sub, actor))
     ORDER BY sequence DESC LIMIT ?`,
  );
  const deliveriesOf = database.prepare(
    "SELECT target, state, attempts, outcome FROM eventbridge_deliveries WHERE sequence = ? ORDER BY key",
  );
  const types = database.prepare(
    "SELECT DISTINCT type FROM eventbridge_events WHERE region = ? ORDER BY type",
  );
  const pending = database.prepare(
    `SELECT key, event, target, state, attempts, outcome, created_at
     FROM eventbridge_deliveries JOIN eventbridge_events USING (sequence)
     WHERE region = ? AND state = 'pending' ORDER BY key`,
  );
  const note = database.prepare(
    "UPDATE eventbridge_deliveries SET state = ?, outcome = ?, attempts = attempts + 1 WHERE key = ?",
  );
  const clear = database.prepare("DELETE FROM eventbridge_events WHERE region = ?");

  return {
    add: (event, targets, now) => {
      const type = event["detail-type"];
      const { lastInsertRowid } = insert.run(region, type, JSON.stringify(event));
      for (const target of targets) insertDelivery.run(lastInsertRowid, target, now);
      forgetOld.run(Number(lastInsertRowid) - MAX_EVENTS);
    },
    list: ({ type = null, user = null, limit }) =>
      select.all(region, type, user, user, limit).map(({ sequence, event }) => ({
        event: JSON.parse(String(event)) as BusEvent,
        deliveries: deliveriesOf.all(Number(sequence)) as unknown as KeptEvent["deliveries"],
      })),
    types: () => types.all(region).map(({ type }) => String(type)),
    pending: () =>
      (pending.all(region) as unknown as readonly Row[]).map(({ created_at, event, ...row }) => ({
        ...row,
        event: JSON.parse(event) as BusEvent,
        createdAt: created_at,
      })),
    note: (key, state, outcome) => void note.run(state, outcome, key),
    clear: () => void clear.run(region),
  };
}
