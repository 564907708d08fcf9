import { operation } from "../../operation.ts";
import { describeBranding } from "./branding-content.ts";
import { requireBranding } from "./find-branding.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const describeManagedLoginBranding = operation("DescribeManagedLoginBranding", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return {
    ManagedLoginBranding: describeBranding(requireBranding(context, pool, input.ManagedLoginBrandingId)),
  };
});
