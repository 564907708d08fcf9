import type { OperationTable } from "../../operation-table.ts";
import { createManagedLoginBranding } from "./create-managed-login-branding.ts";
import { deleteManagedLoginBranding } from "./delete-managed-login-branding.ts";
import { describeManagedLoginBranding } from "./describe-managed-login-branding.ts";
import { describeManagedLoginBrandingByClient } from "./describe-managed-login-branding-by-client.ts";
import { updateManagedLoginBranding } from "./update-managed-login-branding.ts";

export const brandingOperations = {
  CreateManagedLoginBranding: { access: "iam", operation: createManagedLoginBranding },
  DescribeManagedLoginBranding: { access: "iam", operation: describeManagedLoginBranding },
  DescribeManagedLoginBrandingByClient: { access: "iam", operation: describeManagedLoginBrandingByClient },
  UpdateManagedLoginBranding: { access: "iam", operation: updateManagedLoginBranding },
  DeleteManagedLoginBranding: { access: "iam", operation: deleteManagedLoginBranding },
} satisfies OperationTable;
