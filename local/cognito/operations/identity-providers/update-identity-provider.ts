import { operation } from "../../operation.ts";
import { checkSamlProvider } from "../../saml/check-provider.ts";
import { checkIdentityProvider } from "./check-identity-provider.ts";
import { describeProvider, requireProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const updateIdentityProvider = operation("UpdateIdentityProvider", async (input, context) => {
  const change = () => {
    const pool = context.pools.require(input.UserPoolId);
    const { id, content } = requireProvider(context, pool, input.ProviderName);
    const changed = {
      ...content,
      // What Cognito adds by itself follows from the type, so that only what was given is kept.
      ProviderDetails: input.ProviderDetails ?? content.ProviderDetails,
      AttributeMapping: input.AttributeMapping ?? content.AttributeMapping,
      IdpIdentifiers: input.IdpIdentifiers ?? content.IdpIdentifiers,
    };
    checkIdentityProvider(context, pool, id, changed);
    return { pool, id, changed };
  };
  await checkSamlProvider(context, change().changed);
  // It may have been changed meanwhile.
  const { pool, id, changed } = change();
  const provider = context.documents.put(pool, "identity-provider", id, changed);
  return { IdentityProvider: await describeProvider(context, provider) };
});
