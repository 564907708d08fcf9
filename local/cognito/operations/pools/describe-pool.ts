import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type UserPoolType = NonNullable<CognitoOutput<"DescribeUserPool">["UserPool"]>;

/** A pool as AWS describes it. */
export function describePool(
  pool: Pool,
  { users, region, accountId }: Pick<OperationContext, "users" | "region" | "accountId">,
): UserPoolType {
  const { mfa: _, ...settings } = pool.settings;
  return {
    ...settings,
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${pool.id}`,
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    EstimatedNumberOfUsers: users.count(pool),
  } as UserPoolType;
}
