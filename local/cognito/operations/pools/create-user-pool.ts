import { resolveSchema } from "../../attributes/resolve-schema.ts";
import { idTaken } from "../../errors/resource-errors.ts";
import { operation } from "../../operation.ts";
import { describePool } from "./describe-pool.ts";
import { resolvePoolSettings } from "./resolve-pool-settings.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const createUserPool = operation("CreateUserPool", async (input, context) => {
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = input;
  const lasting = {
    SchemaAttributes: resolveSchema(input.Schema ?? []),
    mfa: {},
    ...(AliasAttributes && { AliasAttributes }),
    ...(UsernameAttributes && { UsernameAttributes }),
    ...(UsernameConfiguration && { UsernameConfiguration }),
  };
  const settings = resolvePoolSettings(input, lasting, context.region);
  const { fixed } = context;
  if (fixed !== undefined && context.pools.find(fixed.id) !== null) throw idTaken(fixed.id);
  const keys = await context.signingKeys.generate();
  const pool = context.atomically(() => {
    const created = context.pools.create({
      name: input.PoolName,
      region: context.region,
      settings,
      ...(fixed && { id: fixed.id }),
    });
    context.signingKeys.add(created.id, keys);
    return created;
  });
  return { UserPool: describePool(pool, context) };
});
