import type { OperationTable } from "../../operation-table.ts";
import { getUICustomization } from "./get-ui-customization.ts";
import { setUICustomization } from "./set-ui-customization.ts";

export const uiCustomizationOperations = {
  SetUICustomization: { access: "iam", operation: setUICustomization },
  GetUICustomization: { access: "iam", operation: getUICustomization },
} satisfies OperationTable;
