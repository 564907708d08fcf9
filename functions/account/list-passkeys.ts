import {
  ListWebAuthnCredentialsCommand,
  type WebAuthnCredentialDescription,
} from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { PasskeyListResponse } from "../../libs/schemas/passkeys.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";

function describe(credential: WebAuthnCredentialDescription) {
  const { FriendlyCredentialName: name, AuthenticatorAttachment: attachment } = credential;
  return {
    id: credential.CredentialId ?? "",
    ...(name === undefined ? {} : { name }),
    relyingPartyId: credential.RelyingPartyId ?? "",
    ...(attachment === undefined ? {} : { attachment }),
    transports: [...(credential.AuthenticatorTransports ?? [])],
    createdAt: (credential.CreatedAt ?? new Date(0)).toISOString(),
  };
}

/** Own passkeys; a user has 20 at most, which Cognito answers at once. */
export const listPasskeys = route({
  operation: "listPasskeys",
  summary: "The own passkeys",
  errors: [...OWNER_ERRORS],
  method: "GET",
  path: "/v1/me/passkeys",
  scope: "api/profile",
  assurance: "recent",
  response: PasskeyListResponse,
  run: async ({ principal, accessToken }) => {
    checkOwnAccountScope(principal);
    const { Credentials = [] } = await callAsOwner(
      new ListWebAuthnCredentialsCommand({ AccessToken: accessToken, MaxResults: 20 }),
    );
    return { items: Credentials.map(describe) };
  },
});
