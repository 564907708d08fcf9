import { operation } from "../../operation.ts";
import { paginateDocuments } from "../../paginate.ts";
import { MOST_PASSKEYS } from "./start-web-authn-registration.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const listWebAuthnCredentials = operation("ListWebAuthnCredentials", (input, context) => {
  const { user } = context.caller;
  const passkeys = context.passkeys.ofUser(user);
  const { items, nextToken } = paginateDocuments(context, passkeys, {
    scope: ["ListWebAuthnCredentials", user.poolId, user.sub],
    limit: input.MaxResults || MOST_PASSKEYS,
    token: input.NextToken,
  });
  return {
    Credentials: items.map(({ id, relyingPartyId, attachment, transports, createdAt }) => ({
      CredentialId: id,
      FriendlyCredentialName: attachment === "cross-platform" ? "Roaming passkey" : "Platform passkey",
      RelyingPartyId: relyingPartyId,
      ...(attachment === null ? {} : { AuthenticatorAttachment: attachment }),
      AuthenticatorTransports: transports,
      CreatedAt: new Date(createdAt),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
