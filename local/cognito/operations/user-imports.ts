/** Jobs that import users from a CSV file. */
import { randomBytes } from "node:crypto";
import { paginate } from "../../protocol/paginate.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { headerOf, runImport } from "../imports/run-import.ts";
import { uploadUrl } from "../imports/upload.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { ImportJob } from "../state/import-job-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const importJobNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User import job does not exist.");

const importJobNotStartable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be started.`);

const importJobNotStoppable = (status: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `A user import job in status ${status} can't be stopped.`);

const importJobActive = (): ServiceError =>
  new ServiceError("PreconditionNotMetException", "Another user import job is in progress.");

/** https://github.com/aws-amplify/amplify-js/issues/6416 */
const importFileMissing = (jobId: string): ServiceError =>
  new ServiceError("PreconditionNotMetException", `No csv file was uploaded for ${jobId}`);

const importNeedsVerifiedAttribute = (): ServiceError =>
  new ServiceError(
    "PreconditionNotMetException",
    "User import needs a user pool with at least one auto-verified attribute.",
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetCSVHeader.html */
export const getCSVHeader = operation("GetCSVHeader", ({ UserPoolId }, { pools }) => {
  const pool = pools.require(UserPoolId);
  return { UserPoolId: pool.id, CSVHeader: headerOf(pool) };
});

const DAY = 24 * 60 * 60 * 1000;

/** A job that is not started within a day expires. @throws ServiceError ResourceNotFoundException */
function requireJob(
  { clock, importJobs }: Pick<OperationContext, "clock" | "importJobs">,
  pool: Pool,
  id: string,
): ImportJob {
  const job = importJobs.find(pool, id);
  if (job === null) throw importJobNotFound();
  const isOver = job.status === "Created" && clock.now() >= job.createdAt + DAY;
  return isOver ? importJobs.update(job, { status: "Expired" }) : job;
}

/** API_UserImportJobType. The URL is signed anew each time, as long as there is something to upload. */
function describeJob(context: Pick<OperationContext, "clock" | "endpoint" | "secrets">, job: ImportJob) {
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
    ...(job.hashing !== null && { PasswordHashingAlgorithm: job.hashing }),
    ...(job.status === "Created" && { PreSignedUrl: uploadUrl(context, job.id) }),
    ...(job.startedAt !== null && { StartDate: new Date(job.startedAt) }),
    ...(job.completedAt !== null && { CompletionDate: new Date(job.completedAt) }),
    ...(job.message !== null && { CompletionMessage: job.message }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserImportJob.html */
export const createUserImportJob = operation("CreateUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = context.importJobs.create(pool, {
    id: `import-${randomBytes(8).toString("hex")}`,
    name: input.JobName,
    roleArn: input.CloudWatchLogsRoleArn,
    hashing: input.PasswordHashingAlgorithm ?? null,
  });
  return { UserImportJob: describeJob(context, job) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserImportJob.html */
export const describeUserImportJob = operation("DescribeUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return { UserImportJob: describeJob(context, requireJob(context, pool, input.JobId)) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserImportJobs.html: newest first. */
export const listUserImportJobs = operation("ListUserImportJobs", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserImportJobs", pool.id],
    limit: input.MaxResults,
    token: input.PaginationToken,
    load: (limit, before: number | null) => context.importJobs.list(pool, { limit, before }),
    positionOf: ({ sequence }) => sequence,
  });
  return {
    UserImportJobs: items.map((job) => describeJob(context, job)),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartUserImportJob.html: it goes on in the background. */
export const startUserImportJob = operation("StartUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = requireJob(context, pool, input.JobId);
  if (job.status !== "Created") throw importJobNotStartable(job.status);
  if ((pool.settings.AutoVerifiedAttributes ?? []).length === 0) throw importNeedsVerifiedAttribute();
  if (context.importJobs.file(job) === null) throw importFileMissing(job.id);
  if (context.importJobs.active(pool) !== null) throw importJobActive();
  const started = context.importJobs.update(job, { status: "InProgress", startedAt: context.clock.now() });
  context.inBackground(runImport(context, pool, started));
  return { UserImportJob: describeJob(context, { ...started, status: "Pending" }) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StopUserImportJob.html */
export const stopUserImportJob = operation("StopUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = requireJob(context, pool, input.JobId);
  if (job.status !== "InProgress" && job.status !== "Pending") throw importJobNotStoppable(job.status);
  return { UserImportJob: describeJob(context, context.importJobs.update(job, { status: "Stopping" })) };
});
