import { describeDetails } from "../../domain/identity-provider.ts";
import { identityProviderNotFound } from "../../errors/identity-provider-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
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

/** A provider as AWS describes it (API_IdentityProviderType). */
export function describeProvider({ poolId, id, content, createdAt, modifiedAt }: Provider) {
  return {
    UserPoolId: poolId,
    ProviderName: id,
    ProviderType: content.ProviderType,
    ProviderDetails: describeDetails(content.ProviderType, content.ProviderDetails),
    AttributeMapping: content.AttributeMapping,
    IdpIdentifiers: content.IdpIdentifiers,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}
