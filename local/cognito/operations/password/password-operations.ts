import type { OperationTable } from "../../operation-table.ts";
import { messageTriggers } from "../../trigger-port.ts";
import { changePassword } from "./change-password.ts";
import { confirmForgotPassword } from "./confirm-forgot-password.ts";
import { forgotPassword } from "./forgot-password.ts";

export const passwordOperations = {
  ForgotPassword: {
    access: "none",
    operation: forgotPassword,
    triggers: ["UserMigration", ...messageTriggers],
  },
  ConfirmForgotPassword: { access: "none", operation: confirmForgotPassword, triggers: ["PostConfirmation"] },
  ChangePassword: { access: "token", operation: changePassword },
} satisfies OperationTable;
