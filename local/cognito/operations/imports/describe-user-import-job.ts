import { operation } from "../../operation.ts";
import { describeJob, requireJob } from "./describe-job.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserImportJob.html */
export const describeUserImportJob = operation("DescribeUserImportJob", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return { UserImportJob: describeJob(context, requireJob(context, pool, input.JobId)) };
});
