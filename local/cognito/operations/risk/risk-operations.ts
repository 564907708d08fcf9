import type { OperationTable } from "../../operation-table.ts";
import { describeRiskConfiguration } from "./describe-risk-configuration.ts";
import { setRiskConfiguration } from "./set-risk-configuration.ts";

export const riskOperations = {
  SetRiskConfiguration: { access: "iam", operation: setRiskConfiguration },
  DescribeRiskConfiguration: { access: "iam", operation: describeRiskConfiguration },
} satisfies OperationTable;
