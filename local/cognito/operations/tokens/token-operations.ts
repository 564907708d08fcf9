import type { OperationTable } from "../../operation-table.ts";
import { adminUserGlobalSignOut } from "./admin-user-global-sign-out.ts";
import { getTokensFromRefreshToken } from "./get-tokens-from-refresh-token.ts";
import { globalSignOut } from "./global-sign-out.ts";
import { revokeToken } from "./revoke-token.ts";

export const tokenOperations = {
  GetTokensFromRefreshToken: {
    access: "none",
    operation: getTokensFromRefreshToken,
    triggers: ["PreTokenGeneration"],
  },
  RevokeToken: { access: "none", operation: revokeToken },
  GlobalSignOut: { access: "token", operation: globalSignOut },
  AdminUserGlobalSignOut: { access: "iam", operation: adminUserGlobalSignOut },
} satisfies OperationTable;
