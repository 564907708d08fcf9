import type { OperationTable } from "../../operation-table.ts";
import { adminDisableProviderForUser } from "./admin-disable-provider-for-user.ts";
import { adminLinkProviderForUser } from "./admin-link-provider-for-user.ts";

export const linkingOperations = {
  AdminLinkProviderForUser: { access: "iam", operation: adminLinkProviderForUser },
  AdminDisableProviderForUser: { access: "iam", operation: adminDisableProviderForUser },
} satisfies OperationTable;
