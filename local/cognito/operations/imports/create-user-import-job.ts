import { randomBytes } from "node:crypto";
import { operation } from "../../operation.ts";
import { describeJob } from "./describe-job.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserImportJob.html */
export const createUserImportJob = operation("CreateUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const job = context.importJobs.create(pool, {
    id: `import-${randomBytes(8).toString("hex")}`,
    name: input.JobName,
    roleArn: input.CloudWatchLogsRoleArn,
  });
  return { UserImportJob: describeJob(context, job) };
});
