/** Passkeys of a user: the start of a registration, the list, deletion. */
import { randomBytes } from "node:crypto";
import { paginateDocuments } from "../../protocol/paginate.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { signsInByAttribute } from "../attributes/sign-in-names.ts";
import { operation } from "../operation.ts";
import { requirePasskeySettings } from "../passkey-settings.ts";
import { userHandle } from "../sign-in/choice/passkey-steps.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

export const passkeyLimitReached = (): ServiceError =>
  new ServiceError("LimitExceededException", "A user can have 20 passkeys at most.");

const passkeyNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Credential does not exist.");

const CHALLENGE_BYTES = 32;
const TIMEOUT_MS = 60_000;
/** How long the person may take; the browser gives up sooner. */
const LIFETIME_MS = 3 * 60_000;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export const MAX_PASSKEYS = 20;
/** ES256 and RS256 (IANA COSE Algorithms). */
export const ALGORITHMS = [-7, -257];

/**
 * Answers the options for `navigator.credentials.create`
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html).
 */
export const startWebAuthnRegistration = operation("StartWebAuthnRegistration", (_input, context) => {
  const { client, pool, user } = context.caller;
  const { relyingPartyId, userVerification } = requirePasskeySettings(context, pool);
  const passkeys = context.passkeys.ofUser(user);
  if (passkeys.length >= MAX_PASSKEYS) throw passkeyLimitReached();
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  const expiresAt = context.clock.now() + LIFETIME_MS;
  context.passkeys.startRegistration(user, { clientId: client.id, challenge, relyingPartyId, expiresAt });
  const name = knownName(pool, user);
  return {
    CredentialCreationOptions: {
      rp: { name: relyingPartyId, id: relyingPartyId },
      user: { name, displayName: name, id: userHandle(user) },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
      timeout: TIMEOUT_MS,
      excludeCredentials: passkeys.map(({ id, transports }) => ({
        id,
        type: "public-key",
        ...(transports.length > 0 && { transports: [...transports] }),
      })),
      authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification },
    },
  };
});

/** The name that a passkey shows: the username, or the address the user signs in with. */
function knownName({ settings }: Pool, { attributes, username }: User): string {
  if (!signsInByAttribute(settings)) return username;
  return attributes.email ?? attributes.phone_number ?? username;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const listWebAuthnCredentials = operation("ListWebAuthnCredentials", (input, context) => {
  const { user } = context.caller;
  const passkeys = context.passkeys.ofUser(user);
  const { items, nextToken } = paginateDocuments(context, passkeys, {
    scope: ["ListWebAuthnCredentials", user.poolId, user.sub],
    limit: input.MaxResults || MAX_PASSKEYS,
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

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const deleteWebAuthnCredential = operation("DeleteWebAuthnCredential", (input, context) => {
  const passkey = context.passkeys.find(context.caller.user, input.CredentialId);
  if (passkey === null) throw passkeyNotFound();
  context.passkeys.delete(passkey);
  return {};
});
