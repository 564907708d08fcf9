import { operation } from "../../operation.ts";
import { describeRisk, openRiskConfiguration, WHOLE_POOL } from "./risk-configuration.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html */
export const describeRiskConfiguration = operation("DescribeRiskConfiguration", (input, context) => {
  const { pool, id } = openRiskConfiguration(context, input);
  // "If you don't provide a ClientId, or there is none for it, it is the pool's" (API_SetRiskConfiguration).
  const found = context.documents.find(pool, "risk", id) ?? context.documents.find(pool, "risk", WHOLE_POOL);
  return { RiskConfiguration: describeRisk(pool, id, found) };
});
