import { importJobNotStoppable } from "../../errors/import-errors.ts";
import { operation } from "../../operation.ts";
import { describeJob, requireJob } from "./describe-job.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StopUserImportJob.html */
export const stopUserImportJob = operation("StopUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = requireJob(context, pool, input.JobId);
  if (job.status !== "InProgress" && job.status !== "Pending") {
    throw importJobNotStoppable(job.status);
  }
  return { UserImportJob: describeJob(context, context.importJobs.update(job, { status: "Stopping" })) };
});
