import { identityIncomplete } from "../../errors/linking-errors.ts";
import type { ExternalIdentity } from "../../state/linked-identity-repository.ts";

interface ProviderUser {
  readonly ProviderName?: string | undefined;
  readonly ProviderAttributeName?: string | undefined;
  readonly ProviderAttributeValue?: string | undefined;
}

/** The provider that stands for the pool itself. */
export const LOCAL_PROVIDER = "Cognito";

/** @throws ServiceError InvalidParameterException */
export function readIdentity({
  ProviderName: provider,
  ProviderAttributeName: attribute,
  ProviderAttributeValue: value,
}: ProviderUser): ExternalIdentity {
  if (!provider || !value || (provider !== LOCAL_PROVIDER && !attribute)) {
    throw identityIncomplete();
  }
  return { provider, attribute: attribute ?? "", value };
}
