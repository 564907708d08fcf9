import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createQuotas } from "../../../scripts/users/quotas.ts";

/** What the user scripts work with, on a local cloud, which has no quotas to keep. */
export function poolAccess(cognito: CognitoIdentityProviderClient, poolId: string) {
  return { cognito, poolId, quotas: createQuotas({ share: Number.POSITIVE_INFINITY }) };
}
