import { isNameOfType } from "../../domain/identity-provider.ts";
import {
  identityProviderExists,
  providerNameReserved,
  providerTypeRefused,
} from "../../errors/identity-provider-errors.ts";
import { ensureProviderGroup } from "../../federation/federated-profile.ts";
import { operation } from "../../operation.ts";
import { checkSamlProvider } from "../../saml/check-provider.ts";
import { checkIdentityProvider } from "./check-identity-provider.ts";
import { describeProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider = operation("CreateIdentityProvider", async (input, context) => {
  const { ProviderName, ProviderType, ProviderDetails, AttributeMapping, IdpIdentifiers = [] } = input;
  context.pools.require(input.UserPoolId);
  if (ProviderName.toLowerCase() === "cognito") {
    throw providerNameReserved(ProviderName);
  }
  if (!isNameOfType(ProviderName, ProviderType)) {
    throw providerTypeRefused(ProviderName, ProviderType);
  }
  const content = {
    ProviderType,
    ProviderDetails,
    AttributeMapping: AttributeMapping ?? (ProviderType === "SAML" ? {} : { username: "sub" }),
    IdpIdentifiers,
  };
  const check = () => {
    const pool = context.pools.require(input.UserPoolId);
    checkIdentityProvider(context, pool, ProviderName, content);
    return pool;
  };
  check();
  await checkSamlProvider(context, content);
  // The pool, or its other providers, may have changed meanwhile.
  const pool = check();
  const created = context.atomically(() => {
    const document = context.documents.create(pool, "identity-provider", ProviderName, content);
    if (document !== null) ensureProviderGroup(context, pool, document);
    return document;
  });
  if (created === null) {
    throw identityProviderExists(ProviderName, pool.id);
  }
  return { IdentityProvider: await describeProvider(context, created, { certificate: "left out" }) };
});
