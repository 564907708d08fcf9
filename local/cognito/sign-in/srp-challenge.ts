/** SRP as a challenge and its response: what a user's password and a device's have in common. */
import {
  type PasswordVerifier,
  readPublicValue,
  readTimestamp,
  type SrpClaim,
  type SrpExchange,
  type SrpIdentity,
  startExchange,
} from "../domain/srp.ts";
import {
  credentialsWrong,
  srpParameterInvalid,
  timestampMalformed,
  timestampStale,
} from "../errors/sign-in-errors.ts";
import type { SrpState } from "../state/sign-in-state.ts";
import { openSession, resumeSignIn } from "./challenge-session.ts";
import { answer, type Progress, requireParameter, type SignIn, type SignInAnswer } from "./sign-in.ts";

/** Who is verified against what, and how the challenge is named. */
interface SrpChallenge {
  readonly name: "PASSWORD_VERIFIER" | "DEVICE_PASSWORD_VERIFIER";
  readonly identity: SrpIdentity;
  readonly kept: PasswordVerifier;
  /** Members beside `SALT`, `SECRET_BLOCK` and `SRP_B`. */
  readonly parameters: NonNullable<SignInAnswer["ChallengeParameters"]>;
}

/**
 * Answers `SRP_A` with a challenge. Its `SECRET_BLOCK` is the session: the clients that AWS publishes send that back and, as on
 * AWS, are given no `Session`.
 *
 * @throws ServiceError InvalidParameterException
 */
export function openSrpChallenge(
  signIn: SignIn,
  { name, identity, kept, parameters }: SrpChallenge,
): Progress {
  const clientPublic = readPublicValue(requireParameter(signIn, "SRP_A"));
  if (clientPublic === null) throw srpParameterInvalid("SRP_A");
  const { serverSecret, serverPublic } = startExchange(clientPublic, kept);
  const state: SrpState = {
    userId: identity.userId,
    clientPublic: clientPublic.toString(16),
    serverSecret: serverSecret.toString("hex"),
    serverPublic: serverPublic.toString(16),
  };
  const session = openSession(signIn, { step: name, state });
  return answer({
    ChallengeName: name,
    ChallengeParameters: {
      SALT: kept.salt.toString("hex"),
      SECRET_BLOCK: Buffer.from(session).toString("base64"),
      SRP_B: state.serverPublic,
      ...parameters,
    },
  });
}

/** How far a client's clock may be off, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60 * 1000;

/**
 * The timestamp as it must have been signed.
 * @throws ServiceError InvalidParameterException
 */
function checkTimestamp(timestamp: string, now: number): string {
  const claimed = readTimestamp(timestamp);
  if (claimed === null) throw timestampMalformed();
  if (Math.abs(now - claimed.time) > CLOCK_TOLERANCE) throw timestampStale();
  return claimed.canonical;
}

/** The response to an SRP challenge, still to be compared. */
export interface SrpResponse {
  readonly signIn: SignIn;
  /** Who was challenged: the identity's `userId`. */
  readonly challenged: string;
  readonly exchange: SrpExchange;
  readonly claim: SrpClaim;
}

/**
 * Takes the response to {@link openSrpChallenge}. Whatever comes of it, the session is used up.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException
 */
export function takeSrpResponse(signIn: SignIn, name: SrpChallenge["name"]): SrpResponse {
  const secretBlock = Buffer.from(requireParameter(signIn, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64");
  const signature = Buffer.from(requireParameter(signIn, "PASSWORD_CLAIM_SIGNATURE"), "base64");
  const timestamp = checkTimestamp(requireParameter(signIn, "TIMESTAMP"), signIn.context.clock.now());

  const { signIn: resumed, state } = resumeSignIn(signIn, {
    step: name,
    session: secretBlock.toString("latin1"),
    // One that is made with an alias is refused (alexrudd/cognito-srp#1).
    hashOfUsername: true,
    refuse: credentialsWrong,
  });
  return {
    signIn: resumed,
    challenged: state.userId,
    exchange: readExchange(state),
    claim: { secretBlock, timestamp, signature },
  };
}

function readExchange(state: SrpState): SrpExchange {
  return {
    clientPublic: BigInt(`0x${state.clientPublic}`),
    serverSecret: Buffer.from(state.serverSecret, "hex"),
    serverPublic: BigInt(`0x${state.serverPublic}`),
  };
}
