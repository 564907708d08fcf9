import { brandingNotFound } from "../../errors/document-errors.ts";
import { operation } from "../../operation.ts";
import { describeBranding } from "./branding-content.ts";
import { brandingOfClient } from "./find-branding.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const describeManagedLoginBrandingByClient = operation(
  "DescribeManagedLoginBrandingByClient",
  (input, context) => {
    const pool = context.pools.require(input.UserPoolId);
    const client = context.clients.require(input.ClientId, pool);
    const branding = brandingOfClient(context, pool, client.id);
    if (branding === undefined) {
      throw brandingNotFound();
    }
    return { ManagedLoginBranding: describeBranding(branding) };
  },
);
