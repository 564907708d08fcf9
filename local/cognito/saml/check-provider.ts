import { invalidParameter } from "../../protocol/service-error.ts";
import { givenSamlDetails } from "../domain/saml-details.ts";
import type { CognitoContext } from "../operation-context.ts";
import type { PoolDocuments } from "../state/pool-document-repository.ts";
import { certificateExpiry, InvalidMetadata, parseMetadata, type SamlMetadata } from "./metadata.ts";

/**
 * Checks a SAML provider's MetadataFile. What is at a MetadataURL is read with the first sign-in: the stand-in provider's is
 * served by the very cloud that is being set up.
 *
 * @throws ServiceError InvalidParameterException it can't be used, or its certificates have expired
 */
export async function checkSamlProvider(
  { clock }: Pick<CognitoContext, "clock">,
  { ProviderType, ProviderDetails }: PoolDocuments["identity-provider"],
): Promise<void> {
  const { MetadataFile } = givenSamlDetails(ProviderDetails);
  if (ProviderType !== "SAML" || !MetadataFile) return;
  const now = clock.now();
  const { certificates } = await parse(MetadataFile, now);
  // An expired certificate is refused here and nowhere else (cognito-user-pools-saml-idp-things-to-know).
  if (certificates.some((certificate) => certificateExpiry(certificate) <= now)) {
    throw invalidParameter("Invalid SAML metadata: a certificate has expired");
  }
}

async function parse(xml: string, now: number): Promise<SamlMetadata> {
  try {
    return await parseMetadata(xml, now);
  } catch (error) {
    if (!(error instanceof InvalidMetadata)) throw error;
    throw invalidParameter(`Invalid SAML metadata: ${error.message}`);
  }
}
