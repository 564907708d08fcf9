import { findDetailsViolation } from "../../domain/identity-provider.ts";
import { identifierTaken, mappedAttributeUnknown } from "../../errors/identity-provider-errors.ts";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { PoolDocuments } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

/** @throws ServiceError InvalidParameterException */
export function checkIdentityProvider(
  { documents }: Pick<OperationContext, "documents">,
  pool: Pool,
  name: string,
  provider: PoolDocuments["identity-provider"],
): void {
  const violation = findDetailsViolation(provider.ProviderType, provider.ProviderDetails);
  if (violation !== null) {
    throw invalidParameter(violation);
  }
  const names = new Set(pool.settings.SchemaAttributes.map(({ Name }) => Name)).add("username");
  const unknown = Object.keys(provider.AttributeMapping).find((attribute) => !names.has(attribute));
  if (unknown !== undefined) {
    throw mappedAttributeUnknown(unknown);
  }
  const others = documents.all(pool, "identity-provider").filter(({ id }) => id !== name);
  const taken = provider.IdpIdentifiers.find((identifier) =>
    others.some(({ content }) => content.IdpIdentifiers.includes(identifier)),
  );
  if (taken !== undefined) {
    throw identifierTaken(taken);
  }
}
