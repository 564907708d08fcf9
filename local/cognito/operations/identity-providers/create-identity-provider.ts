import { identityProviderExists, providerNameReserved } from "../../errors/identity-provider-errors.ts";
import { ensureProviderGroup } from "../../federation/federated-profile.ts";
import { operation } from "../../operation.ts";
import { checkIdentityProvider } from "./check-identity-provider.ts";
import { describeProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider = operation("CreateIdentityProvider", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { ProviderName, ProviderType, ProviderDetails, AttributeMapping, IdpIdentifiers = [] } = input;
  if (ProviderName.toLowerCase() === "cognito") {
    throw providerNameReserved(ProviderName);
  }
  const content = {
    ProviderType,
    ProviderDetails,
    AttributeMapping: AttributeMapping ?? (ProviderType === "SAML" ? {} : { username: "sub" }),
    IdpIdentifiers,
  };
  checkIdentityProvider(context, pool, ProviderName, content);
  const created = context.atomically(() => {
    const document = context.documents.create(pool, "identity-provider", ProviderName, content);
    if (document !== null) ensureProviderGroup(context, pool, document);
    return document;
  });
  if (created === null) {
    throw identityProviderExists(ProviderName);
  }
  return { IdentityProvider: describeProvider(created) };
});
