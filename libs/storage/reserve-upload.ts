import * as z from "zod/mini";
import { uploadsKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { ApiError } from "../http/api-error.ts";

/** A file that is stored or may still be uploaded. */
export interface SizedFile {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

interface Room {
  readonly bytes: number;
  readonly files: number;
}

/** What one user's files may come to: at most 1,000 files, which S3 lists at a time. */
export type Quota = Room;

interface Reservation {
  /** The largest size that the upload may have. */
  readonly file: SizedFile;
  /** When the upload must have ended, in milliseconds since the epoch. */
  readonly until: number;
}

interface UploadLedger {
  readonly table: ActivityTable;
  readonly quota: Quota;
  /** What is stored, as S3 lists it now. */
  readonly loadStored: () => Promise<readonly SizedFile[]>;
  readonly now?: () => number;
}

/** Open uploads by id. */
const OpenUploads = z.record(z.string(), z.object({ size: z.number(), until: z.number() }));
type OpenUploads = z.output<typeof OpenUploads>;

/** Of so many callers at a time one gets its place each round, so more tries would only help somebody who pushes. */
const MAX_TRIES = 5;

/** A file that is stored and may be uploaded once more has the larger of both sizes. */
function takenRoom(stored: readonly SizedFile[], open: OpenUploads): Room {
  const sizes = new Map(stored.map(({ id, size }) => [id, size]));
  for (const [id, { size }] of Object.entries(open)) sizes.set(id, Math.max(size, sizes.get(id) ?? 0));
  return { files: sizes.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

function stillOpen(uploads: unknown, now: number): OpenUploads {
  const open = z.parse(OpenUploads, uploads ?? {});
  return Object.fromEntries(Object.entries(open).filter(([, { until }]) => until > now));
}

function checkQuota({ files, bytes }: Room, quota: Quota): void {
  if (files > quota.files) {
    throw new ApiError("quota_exceeded", { detail: `There may be ${quota.files} files.` });
  }
  if (bytes > quota.bytes) {
    throw new ApiError("quota_exceeded", { detail: `All files together may have ${quota.bytes} bytes.` });
  }
}

/** What a user's files come to now. */
interface Usage {
  /** What is stored. */
  readonly used: Room;
  /** What signed uploads may still add to it, at the size they may have: not begun, under way, or deleted again. */
  readonly reserved: Room;
  /** When nothing of that is held any more, in milliseconds since the epoch. */
  readonly reservedUntil: number | undefined;
}

/** What a user's files come to now, told apart as {@link reserveUpload} adds it up. */
export async function loadUsage(
  sub: string,
  { table, loadStored, now = Date.now }: Omit<UploadLedger, "quota">,
): Promise<Usage> {
  const item = await table.get(uploadsKey(sub));
  const stored = await loadStored();
  const open = stillOpen(item?.uploads, now());
  const used = takenRoom(stored, {});
  const taken = takenRoom(stored, open);
  const sizes = new Map(stored.map(({ id, size }) => [id, size]));
  const ends = Object.entries(open)
    .filter(([id, { size }]) => size > (sizes.get(id) ?? 0))
    .map(([, { until }]) => until);
  return {
    used,
    reserved: { files: taken.files - used.files, bytes: taken.bytes - used.bytes },
    reservedUntil: ends.length === 0 ? undefined : Math.max(...ends),
  };
}

/**
 * Takes the room for an upload out of the user's quota, or refuses. S3 counts nothing and takes whatever was signed, so what has
 * been signed counts from then on until it can't be uploaded any more, whether it was uploaded, deleted again or neither: whoever
 * asks for many forms first and uses them later gets no more room than anybody else. Of callers at the same time each sees what
 * the others took, for the item's version is a condition of the write.
 *
 * @throws ApiError `quota_exceeded`; `too_many_requests` where others were always quicker
 */
export async function reserveUpload(
  sub: string,
  { file, until }: Reservation,
  { table, quota, loadStored, now = Date.now }: UploadLedger,
): Promise<void> {
  const key = uploadsKey(sub);
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    // Before the list: an upload that ends in between is then seen twice rather than not at all.
    const item = await table.get(key);
    const version = Number(item?.version ?? 0);
    const before = stillOpen(item?.uploads, now());
    const size = Math.max(file.size, before[file.id]?.size ?? 0);
    const uploads: OpenUploads = { ...before, [file.id]: { size, until } };
    checkQuota(takenRoom(await loadStored(), uploads), quota);
    const written = await table.update({
      key,
      expression: "SET #uploads = :uploads, #version = :next, #expiresAt = :expiresAt",
      condition: "attribute_not_exists(#version) OR #version = :version",
      values: { uploads, version, next: version + 1, expiresAt: Math.ceil(until / 1000) },
    });
    if (written !== undefined) return;
  }
  throw new ApiError("too_many_requests");
}
