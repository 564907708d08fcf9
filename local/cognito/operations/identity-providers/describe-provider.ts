import { describeDetails } from "../../domain/identity-provider.ts";
import { givenSamlDetails } from "../../domain/saml-details.ts";
import { identityProviderNotFound } from "../../errors/identity-provider-errors.ts";
import type { CognitoContext, OperationContext } from "../../operation-context.ts";
import { poolCertificate } from "../../saml/pool-certificate.ts";
import { knownMetadata } from "../../saml/provider-metadata.ts";
import type { PoolDocument } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

type Provider = PoolDocument<"identity-provider">;

/** @throws ServiceError ResourceNotFoundException */
export function requireProvider(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  name: string,
): Provider {
  const provider = documents.find(pool, "identity-provider", name);
  if (provider === null) {
    throw identityProviderNotFound(name);
  }
  return provider;
}

/**
 * A provider as AWS describes it (API_IdentityProviderType).
 *
 * @param certificate whether a SAML provider is described with the pool's certificate: its key takes a while to make, which
 *   would make every first start of a stack with such a provider slower
 */
export async function describeProvider(
  context: CognitoContext,
  provider: Provider,
  { certificate }: { readonly certificate: "included" | "left out" } = { certificate: "included" },
) {
  const { poolId, id, content, createdAt, modifiedAt } = provider;
  return {
    UserPoolId: poolId,
    ProviderName: id,
    ProviderType: content.ProviderType,
    ProviderDetails:
      content.ProviderType === "SAML"
        ? await describeSamlDetails(context, provider, certificate)
        : describeDetails(content.ProviderType, content.ProviderDetails),
    AttributeMapping: content.AttributeMapping,
    IdpIdentifiers: content.IdpIdentifiers,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

/** With what the metadata says, as far as it is known, and the certificate to encrypt for. */
async function describeSamlDetails(
  context: CognitoContext,
  provider: Provider,
  certificate: "included" | "left out",
) {
  const metadata = await knownMetadata(context, provider);
  return {
    ...givenSamlDetails(provider.content.ProviderDetails),
    ...(certificate === "included" && {
      ActiveEncryptionCertificate: await poolCertificate(context, context.pools.require(provider.poolId)),
    }),
    ...(metadata !== null && { SSORedirectBindingURI: metadata.signOnUrl }),
    ...(metadata?.signOutUrl && { SLORedirectBindingURI: metadata.signOutUrl }),
  };
}
