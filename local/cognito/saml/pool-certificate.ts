import { createSelfSignedCertificate } from "../../x509/create-certificate.ts";
import type { CognitoContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";

const TEN_YEARS = 10 * 365 * 24 * 60 * 60 * 1000;

/**
 * The certificate of a pool's SAML key, which signs requests and decrypts assertions
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-signing-encryption.html).
 * @returns Base64 of DER
 */
export async function poolCertificate(
  { signingKeys }: Pick<CognitoContext, "signingKeys">,
  pool: Pool,
): Promise<string> {
  const { privateKey, publicKey } = await signingKeys.saml(pool.id);
  const certificate = createSelfSignedCertificate({
    commonName: pool.id,
    privateKey,
    publicKey,
    notBefore: pool.createdAt,
    notAfter: pool.createdAt + TEN_YEARS,
  });
  return certificate.toString("base64");
}
