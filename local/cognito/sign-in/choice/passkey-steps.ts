/** A passkey as first factor. */
import { randomBytes } from "node:crypto";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { isOriginOf, readClientData } from "../../domain/webauthn.ts";
import { credentialsWrong } from "../../errors/sign-in-errors.ts";
import { findPasskeySettings, requirePasskeySettings, usablePasskeys } from "../../passkey-settings.ts";
import type { Passkey } from "../../state/passkey-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { openSession, resumeSignIn } from "../challenge-session.ts";
import { answer, complete, next, type Progress, requireParameter, type SignIn } from "../sign-in.ts";

const WEB_AUTHN = "WEB_AUTHN";
const CHALLENGE_BYTES = 32;
const TIMEOUT_MS = 180_000;

/**
 * Answers the options for `navigator.credentials.get`, as JSON: WebAuthn 3, PublicKeyCredentialRequestOptionsJSON, with the members
 * of API_InitiateAuth's example.
 */
export function askForPasskey(signIn: SignIn): Progress {
  const { context, pool, user } = signIn;
  const { relyingPartyId, userVerification } = requirePasskeySettings(context, pool);
  const passkeys = user === null ? [] : usablePasskeys(context, pool, user);
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  const options = {
    challenge,
    timeout: TIMEOUT_MS,
    rpId: relyingPartyId,
    allowCredentials: passkeys.map(({ id, transports }) => ({ type: "public-key", id, transports })),
    userVerification,
  };
  return answer({
    ChallengeName: WEB_AUTHN,
    Session: openSession(signIn, { step: WEB_AUTHN, state: { challenge } }),
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
  });
}

/** The parts of `CREDENTIAL` that are needed to look it up. */
function readCredential(json: string): AuthenticationResponseJSON | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null && "id" in parsed && "response" in parsed
      ? (parsed as AuthenticationResponseJSON)
      : null;
  } catch {
    return null;
  }
}

/** @returns the authenticator's counter; `null` for anything but the user's own passkey, used just now, here */
async function verify(
  { context, pool }: SignIn,
  passkey: Passkey,
  response: AuthenticationResponseJSON,
  challenge: string,
): Promise<number | null> {
  const settings = findPasskeySettings(context, pool);
  const clientData = readClientData(response.response?.clientDataJSON);
  if (settings === null || clientData === null) return null;
  const { relyingPartyId, userVerification } = settings;
  if (!isOriginOf(clientData.origin, relyingPartyId)) return null;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: clientData.origin,
      expectedRPID: relyingPartyId,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: userVerification === "required",
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // The library says by an exception what is wrong with a response; the client is not told.
    return null;
  }
}

/** The user handle that passkeys of the user carry. */
export function userHandle({ sub }: User): string {
  return Buffer.from(sub).toString("base64url");
}

/**
 * Takes the response to WEB_AUTHN. Whatever comes of it, the session is used up.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException
 */
export async function checkPasskey(signIn: SignIn): Promise<Progress> {
  const credential = readCredential(requireParameter(signIn, "CREDENTIAL"));
  const { signIn: resumed, state } = resumeSignIn(signIn, { step: WEB_AUTHN });
  const { context, user } = resumed;
  const passkey = user && credential ? context.passkeys.find(user, String(credential.id)) : null;
  if (user === null || credential === null || passkey === null) throw credentialsWrong();
  const handle = credential.response?.userHandle;
  const isTheirs = handle === undefined || handle === null || handle === userHandle(user);
  const counter = isTheirs ? await verify(resumed, passkey, credential, state.challenge) : null;
  if (counter === null || !context.passkeys.count(passkey, counter)) throw credentialsWrong();
  // A software-bound key where the authenticator did not say what it is.
  return next(complete(resumed, passkey.attachment === "cross-platform" ? "hwk" : "swk"));
}
