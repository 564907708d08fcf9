import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type UserPoolType = NonNullable<CognitoOutput<"DescribeUserPool">["UserPool"]>;

/** A pool as AWS describes it. */
export function describePool(
  pool: Pool,
  { users, accountId, documents }: Pick<OperationContext, "users" | "accountId" | "documents">,
): UserPoolType {
  const { mfa: _, ...settings } = pool.settings;
  const domains = documents.all(pool, "domain");
  const prefix = domains.find(({ content }) => content.CustomDomainConfig === undefined);
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  return {
    ...settings,
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${pool.region}:${accountId}:userpool/${pool.id}`,
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    EstimatedNumberOfUsers: users.count(pool),
    ...(prefix && { Domain: prefix.id }),
    ...(custom && { CustomDomain: custom.id }),
  } as UserPoolType;
}
