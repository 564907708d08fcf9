import { operation } from "../../operation.ts";
import { poolCertificate } from "../../saml/pool-certificate.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html */
export const getSigningCertificate = operation("GetSigningCertificate", async ({ UserPoolId }, context) => ({
  Certificate: await poolCertificate(context, context.pools.require(UserPoolId)),
}));
