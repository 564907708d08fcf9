import { importJobNotFound } from "../../errors/import-errors.ts";
import { uploadUrl } from "../../imports/upload-signature.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { ImportJob } from "../../state/import-job-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A job that nobody starts is over after a day. @throws ServiceError ResourceNotFoundException */
export function requireJob(
  { clock, importJobs }: Pick<OperationContext, "clock" | "importJobs">,
  pool: Pool,
  id: string,
): ImportJob {
  const job = importJobs.find(pool, id);
  if (job === null) {
    throw importJobNotFound();
  }
  const isOver = job.status === "Created" && clock.now() >= job.createdAt + DAY;
  return isOver ? importJobs.update(job, { status: "Expired" }) : job;
}

/** API_UserImportJobType. The URL is signed anew each time, as long as there is something to upload. */
export function describeJob(
  context: Pick<OperationContext, "clock" | "endpoint" | "secrets">,
  job: ImportJob,
) {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.poolId,
    CloudWatchLogsRoleArn: job.roleArn,
    CreationDate: new Date(job.createdAt),
    Status: job.status,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
    ...(job.status === "Created" && { PreSignedUrl: uploadUrl(context, job.id) }),
    ...(job.startedAt !== null && { StartDate: new Date(job.startedAt) }),
    ...(job.completedAt !== null && { CompletionDate: new Date(job.completedAt) }),
    ...(job.message !== null && { CompletionMessage: job.message }),
  };
}
