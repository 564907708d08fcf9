import type { OperationTable } from "../../operation-table.ts";
import { changePassword } from "./change-password.ts";
import { confirmForgotPassword } from "./confirm-forgot-password.ts";
import { forgotPassword } from "./forgot-password.ts";

export const passwordOperations = {
  ForgotPassword: { access: "none", operation: forgotPassword },
  ConfirmForgotPassword: { access: "none", operation: confirmForgotPassword },
  ChangePassword: { access: "token", operation: changePassword },
} satisfies OperationTable;
