import {
  importFileMissing,
  importJobActive,
  importJobNotStartable,
  importNeedsVerifiedAttribute,
} from "../../errors/import-errors.ts";
import { runImport } from "../../imports/run-import.ts";
import { operation } from "../../operation.ts";
import { describeJob, requireJob } from "./describe-job.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartUserImportJob.html: it goes on in the background. */
export const startUserImportJob = operation("StartUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = requireJob(context, pool, input.JobId);
  if (job.status !== "Created") {
    throw importJobNotStartable(job.status);
  }
  if ((pool.settings.AutoVerifiedAttributes ?? []).length === 0) {
    throw importNeedsVerifiedAttribute();
  }
  if (context.importJobs.file(job) === null) {
    throw importFileMissing(job.id);
  }
  if (context.importJobs.active(pool) !== null) {
    throw importJobActive();
  }
  const started = context.importJobs.update(job, { status: "InProgress", startedAt: context.clock.now() });
  context.inBackground(runImport(context, pool, started));
  return { UserImportJob: describeJob(context, { ...started, status: "Pending" }) };
});
