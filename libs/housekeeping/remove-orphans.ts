import { setTimeout } from "node:timers/promises";
import { housekeepingKey, userPartition } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { forgetUser } from "../activity/forget-user.ts";
import { recordEvent } from "../activity/record-event.ts";
import type { TransactingTable } from "../activity/transact-write.ts";
import { leaveAllOrganizations } from "../organizations/leave-all.ts";
import { deleteFilesOf } from "../storage/delete-files-of.ts";
import { prefixOf } from "../storage/file-key.ts";
import { listObjects, listPrefixes } from "../storage/s3-objects.ts";
import { hasAccount } from "./account-search.ts";

/** Younger folders stay, in milliseconds: Cognito's lists are eventually consistent, and an upload form may still be in use. */
const MIN_AGE_MS = 24 * 60 * 60 * 1000;

/** Folders that are looked at before anything is deleted; limits by share refer to them. */
const BATCH_SIZE = 200;

/**
 * The pause between two calls to the pool, in milliseconds: a sixth of Cognito's default quota, so that sign-ins have the rest.
 */
const PACE_MS = 50;

/** So few folders may be deleted whatever their share is, if at least as many belong to users. */
const ALWAYS_ALLOWED = 3;

/** Cognito's ids: any digits, whatever the variant (`77766666-f0a1-7003-c2b9-…`). */
const SUB = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export interface OrphanSettings {
  readonly table: TransactingTable;
  readonly bucket: string;
  readonly userPoolId: string;
  /** `report` deletes nothing and does not stop. */
  readonly mode: "report" | "delete";
  /** The maximum share of a batch, in percent: a larger one is taken for a mistake, and nothing of the batch is deleted. */
  readonly maxPercent: number;
  /** When the run must end, in milliseconds since the epoch: the next run continues from there. */
  readonly deadline: number;
  readonly now?: () => number;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

export interface OrphanReport {
  readonly examined: number;
  /** Folders without a user, by the `sub` in their names. */
  readonly orphans: readonly string[];
  readonly removed: number;
  /** Folders that are not named after an id of Cognito's; they stay. */
  readonly unknown: number;
  /** Whether the run has reached the end of the bucket; the next one starts again. */
  readonly isComplete: boolean;
}

/**
 * There are more folders without a user than can be true: the pool was restored or exchanged, or a setting is wrong. Nothing
 * was deleted.
 */
class TooManyOrphans extends Error {
  override readonly name = "TooManyOrphans";
  readonly orphans: number;
  readonly examined: number;
  constructor(orphans: number, examined: number) {
    super(`${orphans} of ${examined} folders have no user`);
    this.orphans = orphans;
    this.examined = examined;
  }
}

/** The folders of a batch and their owners. */
interface Batch {
  readonly orphans: readonly string[];
  readonly examined: number;
  readonly unknown: number;
  /** The last folder that was looked at; undefined if there was none. */
  readonly last: string | undefined;
  readonly isLast: boolean;
}

/** Where the last run ended. */
async function loadPosition(table: ActivityTable): Promise<string | undefined> {
  const position = (await table.get(housekeepingKey("ORPHANS")))?.after;
  return typeof position === "string" ? position : undefined;
}

/** A key after every key of a folder and before the next folder: in byte order, 0 follows the slash. */
const behind = (sub: string) => `${prefixOf(sub).slice(0, -1)}0`;

/** Whether a folder holds nothing younger than a day. */
async function isOld(bucket: string, sub: string, now: number): Promise<boolean> {
  const { objects } = await listObjects(bucket, { prefix: prefixOf(sub), limit: 1000 });
  return objects.every(({ modifiedAt }) => modifiedAt <= now - MIN_AGE_MS);
}

async function examine(after: string | undefined, settings: Required<OrphanSettings>): Promise<Batch> {
  const { bucket, userPoolId, deadline, now, pause } = settings;
  const { prefixes, hasMore } = await listPrefixes(bucket, { prefix: "users/", limit: BATCH_SIZE, after });
  const orphans: string[] = [];
  let unknown = 0;
  let examined = 0;
  let last: string | undefined;
  for (const prefix of prefixes) {
    if (now() >= deadline) break;
    const sub = prefix.slice("users/".length, -1);
    last = behind(sub);
    if (!SUB.test(sub)) {
      unknown += 1;
      continue;
    }
    examined += 1;
    await pause(PACE_MS);
    if (!(await hasAccount(userPoolId, sub)) && (await isOld(bucket, sub, now()))) orphans.push(sub);
  }
  return {
    orphans,
    examined,
    unknown,
    last,
    isLast: !hasMore && examined + unknown === prefixes.length,
  };
}

/** Whether so many folders may be deleted. */
function isPlausible({ orphans, examined }: Batch, maxPercent: number): boolean {
  const living = examined - orphans.length;
  return orphans.length <= Math.max((examined * maxPercent) / 100, Math.min(ALWAYS_ALLOWED, living));
}

/**
 * Whether the table holds more about a user than the audit trail and the mark of ended sign-ins, which both outlive an account
 * that was deleted by this API. Events come before everything else, so the last two items tell.
 */
async function isRemembered(table: ActivityTable, sub: string): Promise<boolean> {
  const { items } = await table.query({
    partition: userPartition(sub),
    order: "newest first",
    limit: 2,
  });
  return items.some(({ SK }) => !SK.startsWith("EVENT#") && SK !== "SIGNED_OUT");
}

/** Can be repeated. If it is interrupted, the next run finds the folder again, because the files are deleted last. */
async function removeOrphan(sub: string, { table, bucket }: OrphanSettings, now: number): Promise<void> {
  await leaveAllOrganizations(table, sub, { lastOwner: "hand over", now });
  if (await isRemembered(table, sub)) {
    await forgetUser(table, sub);
    await recordEvent(table, { type: "account_deleted", sub, detail: { by: "housekeeping" } }, { now });
  }
  await deleteFilesOf(sub, bucket);
}

/**
 * Removes what is left of users who were deleted without this API (by an SDK's `DeleteUser`, in the console), or who uploaded a
 * last file with a form that outlived the account: their folder in the bucket, and what the table holds about them. It goes
 * through the folders in batches, as far as the time of a run allows, and the next run continues from there.
 *
 * A mistake here deletes users' files. So a folder is deleted only if two different queries to the pool found no such user, if
 * it holds nothing younger than a day, and if no more than a share of its batch would be deleted. Any error ends the run before
 * the batch's first deletion.
 *
 * @throws TooManyOrphans; AwsError and network errors
 */
export async function removeOrphans(given: OrphanSettings): Promise<OrphanReport> {
  const settings = { now: Date.now, pause: (milliseconds: number) => setTimeout(milliseconds), ...given };
  const { table, mode, maxPercent, now, deadline } = settings;
  let report: OrphanReport = { examined: 0, orphans: [], removed: 0, unknown: 0, isComplete: false };
  let after = await loadPosition(table);
  while (!report.isComplete && now() < deadline) {
    const batch = await examine(after, settings);
    let removed = 0;
    if (mode === "delete") {
      if (!isPlausible(batch, maxPercent)) throw new TooManyOrphans(batch.orphans.length, batch.examined);
      for (const sub of batch.orphans) {
        await removeOrphan(sub, settings, now());
        removed += 1;
      }
    }
    after = batch.isLast ? undefined : (batch.last ?? after);
    await table.put({ ...housekeepingKey("ORPHANS"), after, at: now() });
    report = {
      examined: report.examined + batch.examined,
      orphans: [...report.orphans, ...batch.orphans],
      removed: report.removed + removed,
      unknown: report.unknown + batch.unknown,
      isComplete: batch.isLast,
    };
  }
  return report;
}
