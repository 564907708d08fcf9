import {
  ListWebAuthnCredentialsCommand,
  type WebAuthnCredentialDescription,
} from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { Passkey } from "../../libs/schemas/passkeys.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { callAsOwner } from "./call-as-owner.ts";
import { table } from "./own-activity.ts";

function describe(credential: WebAuthnCredentialDescription, ownName: string | undefined): Passkey {
  const { FriendlyCredentialName, AuthenticatorAttachment: attachment } = credential;
  const name = ownName ?? FriendlyCredentialName;
  return {
    id: credential.CredentialId ?? "",
    ...withoutUndefined({ name }),
    relyingPartyId: credential.RelyingPartyId ?? "",
    ...withoutUndefined({ attachment }),
    transports: [...(credential.AuthenticatorTransports ?? [])],
    createdAt: (credential.CreatedAt ?? new Date(0)).toISOString(),
  };
}

/**
 * The caller's passkeys, by the names that their owner gave them. A user has at most 20, which Cognito returns in one answer.
 *
 * @throws ApiError what {@link callAsOwner} throws
 */
export async function loadOwnPasskeys(sub: string, accessToken: string): Promise<Passkey[]> {
  const [{ Credentials = [] }, names] = await Promise.all([
    callAsOwner(new ListWebAuthnCredentialsCommand({ AccessToken: accessToken, MaxResults: 20 })),
    factorNames(table()).loadPasskeys(sub),
  ]);
  return Credentials.map((credential) => describe(credential, names.get(credential.CredentialId ?? "")));
}

/** @throws ApiError `not_found`, what {@link callAsOwner} throws */
export async function loadOwnPasskey(sub: string, accessToken: string, id: string): Promise<Passkey> {
  const found = (await loadOwnPasskeys(sub, accessToken)).find((passkey) => passkey.id === id);
  if (found === undefined) throw new ApiError("not_found");
  return found;
}
