import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { pendingLinkKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";

/** Longer than a link is valid: a late link is told from one that another browser asked for. */
export const PENDING_LINK_SECONDS = 60 * 60;

/** A sign-in that waits for its link. */
export interface PendingLink {
  /** The address as the user typed it. */
  readonly email: string;
  /** Of Cognito. */
  readonly session: string;
}

/** Sign-ins that wait for their link, by the browser that asked and the link's id. */
export interface PendingLinkStore {
  /** Writes a sign-in, or its next session. */
  keep(browser: string, linkId: string, pending: PendingLink, now: number): Promise<void>;
  /** @returns undefined if this browser did not ask for the link within the last hour */
  find(browser: string, linkId: string, now: number): Promise<PendingLink | undefined>;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key is the browser's alone: readers of the table learn neither addresses nor sessions. */
const keyOf = (browser: string) => Buffer.from(hkdfSync("sha256", browser, "", "pending sign-in link", 32));

function seal(browser: string, linkId: string, pending: PendingLink): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(browser), nonce).setAAD(Buffer.from(linkId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(pending)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws Error if it was changed */
function open(browser: string, linkId: string, text: string): PendingLink {
  const bytes = Buffer.from(text, "base64url");
  const [start, end] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
  const decipher = createDecipheriv(ALGORITHM, keyOf(browser), bytes.subarray(0, start), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(linkId))
    .setAuthTag(bytes.subarray(start, end));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(end)), decipher.final()]).toString());
}

/** Times are milliseconds since the epoch. */
export function pendingLinkStore(table: ActivityTable): PendingLinkStore {
  return {
    async keep(browser, linkId, pending, now) {
      await table.put({
        ...pendingLinkKey(browser, linkId),
        sealed: seal(browser, linkId, pending),
        expiresAt: Math.ceil(now / 1000) + PENDING_LINK_SECONDS,
      });
    },
    async find(browser, linkId, now) {
      const item = await table.get(pendingLinkKey(browser, linkId));
      if (item === undefined || Number(item.expiresAt) * 1000 <= now) return undefined;
      return open(browser, linkId, String(item.sealed));
    },
  };
}
