import { identifierNotFound } from "../../errors/identity-provider-errors.ts";
import { operation } from "../../operation.ts";
import { describeProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = operation(
  "GetIdentityProviderByIdentifier",
  async (input, context) => {
    const pool = context.pools.require(input.UserPoolId);
    const provider = context.documents
      .all(pool, "identity-provider")
      .find(({ content }) => content.IdpIdentifiers.includes(input.IdpIdentifier));
    if (provider === undefined) {
      throw identifierNotFound();
    }
    return { IdentityProvider: await describeProvider(context, provider) };
  },
);
