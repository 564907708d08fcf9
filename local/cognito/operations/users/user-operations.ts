import type { OperationTable } from "../../operation-table.ts";
import { messageTriggers } from "../../trigger-port.ts";
import { adminConfirmSignUp } from "./admin-confirm-sign-up.ts";
import { adminCreateUser } from "./admin-create-user.ts";
import { adminDeleteUser } from "./admin-delete-user.ts";
import { adminDeleteUserAttributes } from "./admin-delete-user-attributes.ts";
import { adminDisableUser } from "./admin-disable-user.ts";
import { adminEnableUser } from "./admin-enable-user.ts";
import { adminGetUser } from "./admin-get-user.ts";
import { adminResetUserPassword } from "./admin-reset-user-password.ts";
import { adminSetUserPassword } from "./admin-set-user-password.ts";
import { adminUpdateUserAttributes } from "./admin-update-user-attributes.ts";
import { deleteUser } from "./delete-user.ts";
import { listUsers } from "./list-users.ts";

export const userOperations = {
  AdminCreateUser: { access: "iam", operation: adminCreateUser, triggers: ["PreSignUp", ...messageTriggers] },
  AdminGetUser: { access: "iam", operation: adminGetUser },
  ListUsers: { access: "iam", operation: listUsers },
  AdminDeleteUser: { access: "iam", operation: adminDeleteUser },
  AdminUpdateUserAttributes: {
    access: "iam",
    operation: adminUpdateUserAttributes,
    triggers: messageTriggers,
  },
  AdminDeleteUserAttributes: { access: "iam", operation: adminDeleteUserAttributes },
  AdminEnableUser: { access: "iam", operation: adminEnableUser },
  AdminDisableUser: { access: "iam", operation: adminDisableUser },
  AdminConfirmSignUp: { access: "iam", operation: adminConfirmSignUp, triggers: ["PostConfirmation"] },
  AdminSetUserPassword: { access: "iam", operation: adminSetUserPassword },
  AdminResetUserPassword: { access: "iam", operation: adminResetUserPassword, triggers: messageTriggers },
  DeleteUser: { access: "token", operation: deleteUser },
} satisfies OperationTable;
