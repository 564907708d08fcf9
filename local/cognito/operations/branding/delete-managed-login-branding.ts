import { operation } from "../../operation.ts";
import { requireBranding } from "./find-branding.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const deleteManagedLoginBranding = operation("DeleteManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "branding", requireBranding(context, pool, input.ManagedLoginBrandingId).id);
  return {};
});
