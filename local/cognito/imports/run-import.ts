/** The import itself: in small batches, so that everybody else is served meanwhile. */

import { ServiceError } from "../../protocol/service-error.ts";
import { checkInvitedAttributes } from "../attributes/check-attributes.ts";
import { nameNewUser } from "../attributes/new-username.ts";
import { type ImportedUser, importHeader, readImportRow, splitLine } from "../domain/import-file.ts";
import type { OperationContext } from "../operation-context.ts";
import type { ImportJob } from "../state/import-job-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const BATCH = 100;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MOST_USERS = 500_000;

export function headerOf({ settings }: Pool): readonly string[] {
  return importHeader(
    settings.SchemaAttributes.map(({ Name }) => Name).filter((name) => name.startsWith("custom:")),
  );
}

/** Users come without a password: they set their first one by a code. */
function importUser(
  context: OperationContext,
  pool: Pool,
  { username: given, attributes: own, mfaEnabled }: ImportedUser,
): void {
  const { username, sub, attributes } = nameNewUser(pool.settings, given, own);
  checkInvitedAttributes(pool.settings, attributes);
  context.atomically(() => {
    const user = context.users.create(pool, {
      username,
      sub,
      status: "RESET_REQUIRED",
      attributes,
      credentials: null,
    });
    if (mfaEnabled) {
      context.mfa.setPreference(user, { enabled: ["SMS_MFA"], preferred: null, passkeys: false });
    }
  });
}

type Outcome = "imported" | "skipped" | "failed";

function importLine(
  context: OperationContext,
  pool: Pool,
  job: ImportJob,
  line: string,
  number: number,
): Outcome {
  const row = readImportRow(headerOf(pool), line, pool.settings.AutoVerifiedAttributes ?? []);
  if (row.kind === "refused") {
    context.importJobs.log(job, number, row.reason);
    return "failed";
  }
  try {
    importUser(context, pool, row.user);
    return "imported";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.importJobs.log(job, number, error.message);
    return error.code === "UsernameExistsException" ? "skipped" : "failed";
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function finish(
  context: OperationContext,
  job: ImportJob,
  status: "Failed" | "Stopped" | "Succeeded",
  message: string,
): void {
  context.importJobs.deleteFile(job);
  context.importJobs.update(job, { status, message, completedAt: context.clock.now() });
}

/** Runs a started job to its end. Never rejects: what goes wrong ends the job. */
export async function runImport(context: OperationContext, pool: Pool, started: ImportJob): Promise<void> {
  const file = context.importJobs.file(started);
  const [first, ...lines] = (file?.toString("utf8") ?? "")
    .replace(/^\uFEFF/, "")
    .replace(/\n$/, "")
    .split("\n");
  if (file === null) return finish(context, started, "Failed", "There is no file: it was never uploaded.");
  if (first === undefined || splitLine(first).join() !== headerOf(pool).join()) {
    return finish(context, started, "Failed", "The header in the CSV file does not match the user pool's.");
  }
  if (lines.length > MOST_USERS) {
    return finish(context, started, "Failed", `A file can have ${MOST_USERS} users at most.`);
  }
  let job = started;
  for (let begin = 0; begin < lines.length; begin += BATCH) {
    await turn();
    // The pool may have gone meanwhile, or somebody have stopped the job.
    const current = context.importJobs.find(pool, job.id);
    if (current === null) return;
    if (current.status === "Stopping") return finish(context, current, "Stopped", "The job was stopped.");
    job = context.atomically(() => {
      const counts = { imported: current.imported, skipped: current.skipped, failed: current.failed };
      lines.slice(begin, begin + BATCH).forEach((line, index) => {
        counts[importLine(context, pool, current, line, begin + index + 2)] += 1;
      });
      return context.importJobs.update(current, counts);
    });
  }
  finish(context, job, "Succeeded", "Import Job Completed Successfully.");
}
