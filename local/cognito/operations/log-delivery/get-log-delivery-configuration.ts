import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const getLogDeliveryConfiguration = operation("GetLogDeliveryConfiguration", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const LogConfigurations =
    context.documents.find(pool, "log-delivery", pool.id)?.content.LogConfigurations ?? [];
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
});
