import type { OperationTable } from "../../operation-table.ts";
import { confirmSignUp } from "./confirm-sign-up.ts";
import { resendConfirmationCode } from "./resend-confirmation-code.ts";
import { signUp } from "./sign-up.ts";

export const signUpOperations = {
  SignUp: { access: "none", operation: signUp },
  ConfirmSignUp: { access: "none", operation: confirmSignUp },
  ResendConfirmationCode: { access: "none", operation: resendConfirmationCode },
} satisfies OperationTable;
