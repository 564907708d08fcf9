import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeJob } from "./describe-job.ts";

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
