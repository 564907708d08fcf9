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

/** The quota of one user: at most 1,000 files, S3's page size. */
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

/** Of concurrent callers, one succeeds in each round, so more tries would only help a client that floods. */
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
  /** What signed uploads may still add, at their maximum size: not begun, in progress, or deleted again. */
  readonly reserved: Room;
  /** When all of that is released, in milliseconds since the epoch. */
  readonly reservedUntil: number | undefined;
}

/** The current use of a user's quota, with the parts that {@link reserveUpload} adds up. */
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
 * Reserves the space for an upload in the user's quota, or refuses. S3 counts nothing and accepts every signed form. So a form
 * counts until it can't be used any more, whether it was used, or its file deleted again: a user who requests many forms first
 * and uses them later gets no more space. Concurrent callers see each other's reservations, because the item's version is a
 * condition of the write.
 *
 * @throws ApiError `quota_exceeded`; `too_many_requests` if other callers were always quicker
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
