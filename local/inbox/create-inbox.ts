import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import { noteSpan } from "../recorder/active-span.ts";
import { declareTables } from "../state/declare-tables.ts";
import type { Message, Outbox, OutgoingMessage } from "./message.ts";

/** All mails and text messages of the local cloud. */
export interface Inbox extends Outbox {
  /** Messages, newest first, also within one millisecond; to one address (ignoring case), or all. */
  list(to?: string): readonly Message[];
  /** The number of messages of a source that were sent at that time (milliseconds since 1970) or later. */
  countSince(source: string, time: number): number;
  clear(): void;
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS inbox_messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    sender TEXT,
    recipient TEXT NOT NULL COLLATE NOCASE,
    subject TEXT,
    text TEXT NOT NULL,
    html TEXT,
    code TEXT,
    link TEXT,
    source TEXT NOT NULL,
    sent_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS inbox_messages_by_recipient ON inbox_messages (recipient, sequence);
  CREATE INDEX IF NOT EXISTS inbox_messages_by_source ON inbox_messages (source, sent_at);
`;

const COLUMNS = `id, channel, sender AS "from", recipient AS "to", subject, text, html, code, link, source, sent_at AS "sentAt"`;

/** An inbox in the local cloud's database: messages survive a restart. */
export function createInbox(database: DatabaseSync, clock: Clock): Inbox {
  declareTables(database, TABLE);
  const insert = database.prepare(
    `INSERT INTO inbox_messages (id, channel, sender, recipient, subject, text, html, code, link, source, sent_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM inbox_messages ORDER BY sequence DESC`);
  const byRecipient = database.prepare(
    `SELECT ${COLUMNS} FROM inbox_messages WHERE recipient = ? ORDER BY sequence DESC`,
  );
  const count = database.prepare(
    "SELECT count(*) AS n FROM inbox_messages WHERE source = ? AND sent_at >= ?",
  );
  const clear = database.prepare("DELETE FROM inbox_messages");

  return {
    send: (message: OutgoingMessage) => {
      const id = randomUUID();
      insert.run(
        id,
        message.channel,
        message.from ?? null,
        message.to,
        message.subject ?? null,
        message.text,
        message.html ?? null,
        message.code ?? null,
        message.link ?? null,
        message.source,
        new Date(clock.now()).toISOString(),
      );
      const { channel, to, subject = null, code = null, source } = message;
      noteSpan("message", `${channel} to ${to}`, () => ({ inboxId: id, channel, to, subject, code, source }));
    },
    // The statement's columns are the message's members.
    list: (to) => (to === undefined ? all.all() : byRecipient.all(to)) as unknown as readonly Message[],
    countSince: (source, time) => Number(count.get(source, new Date(time).toISOString())?.n),
    clear: () => {
      clear.run();
    },
  };
}
