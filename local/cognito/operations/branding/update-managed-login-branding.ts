import { brandingUnnamed } from "../../errors/document-errors.ts";
import { operation } from "../../operation.ts";
import { brandingContent, describeBranding } from "./branding-content.ts";
import { requireBranding } from "./find-branding.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html */
export const updateManagedLoginBranding = operation("UpdateManagedLoginBranding", (input, context) => {
  if (input.UserPoolId === undefined || input.ManagedLoginBrandingId === undefined) {
    throw brandingUnnamed();
  }
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireBranding(context, pool, input.ManagedLoginBrandingId);
  const updated = context.documents.put(pool, "branding", id, brandingContent(content.clientId, input));
  return { ManagedLoginBranding: describeBranding(updated) };
});
