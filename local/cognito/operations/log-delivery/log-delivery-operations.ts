import type { OperationTable } from "../../operation-table.ts";
import { getLogDeliveryConfiguration } from "./get-log-delivery-configuration.ts";
import { setLogDeliveryConfiguration } from "./set-log-delivery-configuration.ts";

export const logDeliveryOperations = {
  SetLogDeliveryConfiguration: { access: "iam", operation: setLogDeliveryConfiguration },
  GetLogDeliveryConfiguration: { access: "iam", operation: getLogDeliveryConfiguration },
} satisfies OperationTable;
