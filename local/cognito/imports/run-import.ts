/** Runs an import in small batches, so that other requests are served meanwhile. */
import { randomBytes } from "node:crypto";
import { ServiceError } from "../../protocol/service-error.ts";
import { checkSignUpAttributes } from "../attributes/check-attributes.ts";
import { nameNewUser } from "../attributes/new-username.ts";
import {
  HASH_COLUMN,
  type ImportedUser,
  importHeader,
  isImportHeader,
  readImportLines,
  readImportRow,
  splitLine,
} from "../domain/import-file.ts";
import type { SecondFactor } from "../domain/second-factor.ts";
import { simulateVerifier } from "../domain/srp.ts";
import type { OperationContext } from "../operation-context.ts";
import { poolFactors } from "../sign-in/mfa/user-factors.ts";
import type { ImportJob } from "../state/import-job-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const BATCH = 100;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_USERS = 500_000;

/** The columns of a pool's import file, in GetCSVHeader's order. */
export function headerOf({ settings }: Pool): readonly string[] {
  return importHeader(
    settings.SchemaAttributes.map(({ Name }) => Name).filter((name) => name.startsWith("custom:")),
  );
}

const FACTOR_ATTRIBUTES: readonly (readonly [SecondFactor, string])[] = [
  ["SMS_MFA", "phone_number"],
  ["EMAIL_OTP", "email"],
];

/** The factor that `cognito:mfa_enabled` turns on; none where the user has nothing that the pool offers. */
function factorOf(pool: Pool, attributes: Readonly<Record<string, string>>): SecondFactor | undefined {
  const { offered } = poolFactors(pool);
  return FACTOR_ATTRIBUTES.find(([factor, name]) => offered.includes(factor) && attributes[name])?.[0];
}

/**
 * A user with a hash signs in with the password it is of; the credentials fit none until then. A user without one sets the first
 * password by a code.
 */
function importUser(
  context: OperationContext,
  pool: Pool,
  { username: given, attributes: own, mfaEnabled, password }: ImportedUser,
): void {
  const { username, sub, attributes } = nameNewUser(pool.settings, given, own);
  checkSignUpAttributes(pool.settings, attributes);
  context.atomically(() => {
    const user = context.users.create(pool, {
      username,
      sub,
      status: password === null ? "RESET_REQUIRED" : "CONFIRMED",
      attributes,
      credentials: password && simulateVerifier(randomBytes(32), { poolId: pool.id, userId: username }),
    });
    if (password !== null) {
      context.importedHashes.keep(user, { algorithm: password.hash.algorithm, text: password.text });
    }
    const factor = mfaEnabled ? factorOf(pool, attributes) : undefined;
    if (factor !== undefined) {
      context.mfa.setPreference(user, { enabled: [factor], preferred: null, passkeys: false });
    }
  });
}

type Outcome = "imported" | "skipped" | "failed";

interface Line {
  readonly text: string;
  readonly number: number;
  /** The file's columns, in its own order. */
  readonly header: readonly string[];
}

function importLine(
  context: OperationContext,
  pool: Pool,
  job: ImportJob,
  { text, number, header }: Line,
): Outcome {
  const row = readImportRow(header, text, {
    autoVerified: pool.settings.AutoVerifiedAttributes ?? [],
    mfa: pool.settings.MfaConfiguration,
    hashing: job.hashing,
  });
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

/** Runs a started job to its end. Never rejects: an error ends the job. */
export async function runImport(context: OperationContext, pool: Pool, started: ImportJob): Promise<void> {
  const file = context.importJobs.file(started);
  const [first = "", ...lines] = (file && readImportLines(file)) ?? [];
  const header = splitLine(first);
  const columns = started.hashing === null ? headerOf(pool) : [...headerOf(pool), HASH_COLUMN];
  if (!isImportHeader(header, columns)) {
    return finish(context, started, "Failed", "The header in the CSV file does not match the user pool's.");
  }
  if (lines.length > MAX_USERS) {
    return finish(context, started, "Failed", `A file can have ${MAX_USERS} users at most.`);
  }
  let job = started;
  for (let begin = 0; begin < lines.length; begin += BATCH) {
    await turn();
    // The pool may be gone meanwhile, or the job stopped.
    const current = context.importJobs.find(pool, job.id);
    if (current === null) return;
    if (current.status === "Stopping") return finish(context, current, "Stopped", "The job was stopped.");
    job = context.atomically(() => {
      const counts = { imported: current.imported, skipped: current.skipped, failed: current.failed };
      lines.slice(begin, begin + BATCH).forEach((text, index) => {
        counts[importLine(context, pool, current, { text, number: begin + index + 2, header })] += 1;
      });
      return context.importJobs.update(current, counts);
    });
  }
  const isFailed = job.failed + job.skipped > job.imported;
  return isFailed
    ? finish(context, job, "Failed", "Too many users have failed or been skipped during the import.")
    : finish(context, job, "Succeeded", "Import Job Completed Successfully.");
}
