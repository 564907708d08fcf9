import { createSelfSignedCertificate } from "../../domain/self-signed-certificate.ts";
import { operation } from "../../operation.ts";

const TEN_YEARS = 10 * 365 * 24 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html */
export const getSigningCertificate = operation("GetSigningCertificate", async ({ UserPoolId }, context) => {
  const pool = context.pools.require(UserPoolId);
  const { privateKey, publicKey } = await context.signingKeys.saml(pool.id);
  const certificate = createSelfSignedCertificate({
    commonName: pool.id,
    privateKey,
    publicKey,
    notBefore: pool.createdAt,
    notAfter: pool.createdAt + TEN_YEARS,
  });
  return { Certificate: certificate.toString("base64") };
});
