import type { OperationTable } from "../../operation-table.ts";
import { messageTriggers } from "../../trigger-port.ts";
import { confirmSignUp } from "./confirm-sign-up.ts";
import { resendConfirmationCode } from "./resend-confirmation-code.ts";
import { signUp } from "./sign-up.ts";

export const signUpOperations = {
  SignUp: {
    access: "none",
    operation: signUp,
    triggers: ["PreSignUp", "PostConfirmation", ...messageTriggers],
  },
  ConfirmSignUp: { access: "none", operation: confirmSignUp, triggers: ["PostConfirmation"] },
  ResendConfirmationCode: { access: "none", operation: resendConfirmationCode, triggers: messageTriggers },
} satisfies OperationTable;
