import { operation } from "../../operation.ts";
import { type LastingSettings, resolvePoolSettings } from "./resolve-pool-settings.ts";

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its default value":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const updateUserPool = operation("UpdateUserPool", (input, { pools }) => {
  const pool = pools.require(input.UserPoolId);
  const settings = resolvePoolSettings(input, lastingSettings(pool.settings), pool.region);
  pools.update(pool, { settings, ...(input.PoolName !== undefined && { name: input.PoolName }) });
  return {};
});

function lastingSettings(settings: LastingSettings): LastingSettings {
  const { SchemaAttributes, mfa, AliasAttributes, UsernameAttributes, UsernameConfiguration } = settings;
  return {
    SchemaAttributes,
    mfa,
    ...(AliasAttributes && { AliasAttributes }),
    ...(UsernameAttributes && { UsernameAttributes }),
    ...(UsernameConfiguration && { UsernameConfiguration }),
  };
}
