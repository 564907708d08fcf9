import type { OperationTable } from "../../operation-table.ts";
import { adminSetUserMFAPreference } from "./admin-set-user-mfa-preference.ts";
import { adminSetUserSettings } from "./admin-set-user-settings.ts";
import { associateSoftwareToken } from "./associate-software-token.ts";
import { adminGetUserAuthFactors, getUserAuthFactors } from "./get-user-auth-factors.ts";
import { setUserMFAPreference } from "./set-user-mfa-preference.ts";
import { setUserSettings } from "./set-user-settings.ts";
import { verifySoftwareToken } from "./verify-software-token.ts";

export const mfaOperations = {
  AssociateSoftwareToken: { access: "none", operation: associateSoftwareToken },
  VerifySoftwareToken: { access: "none", operation: verifySoftwareToken },
  SetUserMFAPreference: { access: "token", operation: setUserMFAPreference },
  AdminSetUserMFAPreference: { access: "iam", operation: adminSetUserMFAPreference },
  SetUserSettings: { access: "token", operation: setUserSettings },
  AdminSetUserSettings: { access: "iam", operation: adminSetUserSettings },
  GetUserAuthFactors: { access: "token", operation: getUserAuthFactors },
  AdminGetUserAuthFactors: { access: "iam", operation: adminGetUserAuthFactors },
} satisfies OperationTable;
