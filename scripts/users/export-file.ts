/** An export to a file, with a progress file next to it, so that an interrupted export can continue. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import * as z from "zod";
import { ScriptError } from "../deployment/script-error.ts";
import type { ExportPage } from "./export-users.ts";

const Progress = z.strictObject({ poolId: z.string(), bytes: z.int(), users: z.int(), next: z.string() });
type Progress = z.infer<typeof Progress>;

/** Personal data: only the owner may read it. */
const MODE = 0o600;

export interface ExportFile {
  /** Where to continue, `null` for the beginning. */
  readonly from: string | null;
  /** Number of users already in the file. */
  readonly users: number;
  append(page: ExportPage): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param resume whether to continue an existing file; otherwise an existing file is refused
 * @throws ScriptError if the file exists, or if there is nothing to continue
 */
export async function openExportFile(
  path: string,
  { poolId, resume }: { readonly poolId: string; readonly resume: boolean },
): Promise<ExportFile> {
  const progressPath = `${path}.progress`;
  const former = resume ? readProgress(progressPath, poolId) : null;
  if (!resume && existsSync(path)) throw new ScriptError(`${path} exists: give another name, or --resume.`);
  const handle = await open(path, former === null ? "wx" : "r+", MODE);
  // What was written after the last progress note may be half a line.
  await handle.truncate(former?.bytes ?? 0);
  let [bytes, users] = [former?.bytes ?? 0, former?.users ?? 0];

  const append = async ({ records, next }: ExportPage): Promise<void> => {
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    bytes += await write(handle, text, bytes);
    users += records.length;
    if (next === null) return rmSync(progressPath, { force: true });
    const progress: Progress = { poolId, bytes, users, next };
    writeFileSync(progressPath, JSON.stringify(progress), { mode: MODE });
  };
  return { from: former?.next ?? null, users, append, close: () => handle.close() };
}

async function write(handle: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
  await handle.sync();
  return bytes.length;
}

function readProgress(path: string, poolId: string): Progress {
  if (!existsSync(path)) throw new ScriptError(`${path} is missing: there is nothing to continue.`);
  const { data: progress } = Progress.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (progress === undefined) throw new ScriptError(`${path} is not the progress file of an export.`);
  if (progress.poolId !== poolId) {
    throw new ScriptError(`${path} is of the pool ${progress.poolId}, not of ${poolId}.`);
  }
  return progress;
}
