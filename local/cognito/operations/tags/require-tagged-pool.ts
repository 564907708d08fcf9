import { arnNotFound } from "../../errors/resource-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";

/** The pool that an ARN names: pools are all that has tags. @throws ServiceError ResourceNotFoundException */
export function requireTaggedPool(
  { accountId, pools, region }: Pick<OperationContext, "accountId" | "pools" | "region">,
  arn: string,
): Pool {
  const prefix = `arn:aws:cognito-idp:${region}:${accountId}:userpool/`;
  const pool = arn.startsWith(prefix) ? pools.find(arn.slice(prefix.length)) : null;
  if (pool === null) {
    throw arnNotFound(arn);
  }
  return pool;
}
