import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { isOriginOf, readClientData } from "../domain/webauthn.ts";
import { operation } from "../operation.ts";
import type { TokenContext } from "../operation-context.ts";
import { findPasskeySettings, type PasskeySettings, passkeysOff } from "../passkey-settings.ts";
import type { PasskeyRegistration } from "../state/passkey-repository.ts";
import { ALGORITHMS, MAX_PASSKEYS, passkeyLimitReached } from "./passkeys.ts";

const registrationNotFound = (): ServiceError =>
  new ServiceError("WebAuthnChallengeNotFoundException", "The challenge was not found, or has expired.");

const registrationOfOtherClient = (): ServiceError =>
  new ServiceError(
    "WebAuthnClientMismatchException",
    "The access token is of another client than the one that started the registration.",
  );

const originNotAllowed = (): ServiceError =>
  new ServiceError(
    "WebAuthnOriginNotAllowedException",
    "The passkey comes from an origin that is not the relying party's.",
  );

const relyingPartyMismatch = (): ServiceError =>
  new ServiceError(
    "WebAuthnRelyingPartyMismatchException",
    "The passkey is not for the relying party of the user pool.",
  );

const passkeyNotSupported = (): ServiceError =>
  new ServiceError("WebAuthnCredentialNotSupportedException", "The passkey is not supported.");

const passkeyMalformed = (): ServiceError => invalidParameter("Invalid passkey credential.");

const userNotVerified = (): ServiceError => invalidParameter("The authenticator did not verify its user.");

/**
 * Registers what `navigator.credentials.create` answered
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html). Valid or
 * not, the registration is over.
 */
export const completeWebAuthnRegistration = operation(
  "CompleteWebAuthnRegistration",
  async ({ Credential }, context) => {
    const { pool, user } = context.caller;
    const settings = findPasskeySettings(context, pool);
    if (settings === null) throw passkeysOff();
    const registration = takeRegistration(context);
    if (registration.relyingPartyId !== settings.relyingPartyId) throw relyingPartyMismatch();
    const response = readResponse(Credential);
    const origin = checkClientData(response, registration);
    const { credential } = await verify(response, registration, origin, settings);
    const isKept = context.atomically(() => {
      if (context.passkeys.ofUser(user).length >= MAX_PASSKEYS) throw passkeyLimitReached();
      return context.passkeys.add(user, {
        id: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        attachment: response.authenticatorAttachment ?? null,
        relyingPartyId: registration.relyingPartyId,
      });
    });
    if (!isKept) throw passkeyMalformed();
    return {};
  },
);

/** @throws ServiceError WebAuthnChallengeNotFoundException, WebAuthnClientMismatchException */
function takeRegistration({ caller, clock, passkeys }: TokenContext): PasskeyRegistration {
  const registration = passkeys.takeRegistration(caller.user);
  if (registration === null || registration.expiresAt <= clock.now()) throw registrationNotFound();
  if (registration.clientId !== caller.client.id) throw registrationOfOtherClient();
  return registration;
}

/** @throws ServiceError InvalidParameterException */
function readResponse(credential: unknown): RegistrationResponseJSON {
  const isResponse =
    typeof credential === "object" &&
    credential !== null &&
    "response" in credential &&
    typeof credential.response === "object" &&
    credential.response !== null;
  if (!isResponse) throw passkeyMalformed();
  return credential as RegistrationResponseJSON;
}

/** @throws ServiceError InvalidParameterException, WebAuthnChallengeNotFoundException, WebAuthnOriginNotAllowedException */
function checkClientData(
  { response }: RegistrationResponseJSON,
  { challenge, relyingPartyId }: PasskeyRegistration,
): string {
  const clientData = readClientData(response.clientDataJSON);
  if (clientData === null) throw passkeyMalformed();
  if (clientData.challenge !== challenge) throw registrationNotFound();
  if (!isOriginOf(clientData.origin, relyingPartyId)) throw originNotAllowed();
  return clientData.origin;
}

/** AWS's error for an error of the library, which tells its errors apart by text alone. */
function refusalOf(error: unknown): Error {
  const message = error instanceof Error ? error.message : "";
  if (/RP ID/i.test(message)) return relyingPartyMismatch();
  if (/user verification|could not be verified/i.test(message)) return userNotVerified();
  if (/alg|attestation format|unsupported/i.test(message)) return passkeyNotSupported();
  return passkeyMalformed();
}

/** @throws ServiceError WebAuthnRelyingPartyMismatchException, WebAuthnCredentialNotSupportedException, InvalidParameterException */
async function verify(
  response: RegistrationResponseJSON,
  { challenge, relyingPartyId }: PasskeyRegistration,
  origin: string,
  { userVerification }: PasskeySettings,
) {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: relyingPartyId,
    requireUserVerification: userVerification === "required",
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    throw refusalOf(error);
  });
  if (!verified) throw passkeyNotSupported();
  return registrationInfo;
}
