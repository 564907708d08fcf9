import type { OperationTable } from "../../operation-table.ts";
import { messageTriggers } from "../../trigger-port.ts";
import { deleteUserAttributes } from "./delete-user-attributes.ts";
import { getUserAttributeVerificationCode } from "./get-user-attribute-verification-code.ts";
import { updateUserAttributes } from "./update-user-attributes.ts";
import { verifyUserAttribute } from "./verify-user-attribute.ts";

export const attributeOperations = {
  UpdateUserAttributes: { access: "token", operation: updateUserAttributes, triggers: messageTriggers },
  DeleteUserAttributes: { access: "token", operation: deleteUserAttributes },
  GetUserAttributeVerificationCode: {
    access: "token",
    operation: getUserAttributeVerificationCode,
    triggers: messageTriggers,
  },
  VerifyUserAttribute: { access: "token", operation: verifyUserAttribute },
} satisfies OperationTable;
