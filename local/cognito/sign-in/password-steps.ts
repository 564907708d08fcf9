/** The steps of a sign-in with a password: sent as it is, or proved by SRP. */
import { createPasswordMemo } from "../domain/password-memo.ts";
import { isProof, readPublicValue, readTimestamp, type SrpExchange, startExchange } from "../domain/srp.ts";
import { srpParameterInvalid, timestampMalformed, timestampStale } from "../errors/sign-in-errors.ts";
import { openSession, resumeSignIn } from "./challenge-session.ts";
import { checkGuess, knownPassword } from "./known-password.ts";
import { answer, type Progress, requireParameter, type SignIn } from "./sign-in.ts";

/** As many people as sign in on one laptop again and again, and then some. */
const isPassword = createPasswordMemo(1000);

/** @throws ServiceError NotAuthorizedException */
export function checkPassword(signIn: SignIn): Progress {
  const password = requireParameter(signIn, "PASSWORD");
  const { identity, kept } = knownPassword(signIn);
  return checkGuess(signIn, () => isPassword(identity, password, kept));
}

const PASSWORD_VERIFIER = "PASSWORD_VERIFIER";

/** What the session keeps of an SRP exchange. */
interface SrpState {
  readonly userId: string;
  readonly clientPublic: string;
  readonly serverSecret: string;
  readonly serverPublic: string;
}

/**
 * Answers `SRP_A` with the PASSWORD_VERIFIER challenge. Its `SECRET_BLOCK` is the session: the clients that AWS publishes send
 * that back and, as on AWS, are given no `Session`.
 *
 * @throws ServiceError InvalidParameterException
 */
export function startSrp(signIn: SignIn): Progress {
  const clientPublic = readPublicValue(requireParameter(signIn, "SRP_A"));
  if (clientPublic === null) {
    throw srpParameterInvalid("SRP_A");
  }
  const { identity, kept } = knownPassword(signIn);
  const { serverSecret, serverPublic } = startExchange(clientPublic, kept);
  const state: SrpState = {
    userId: identity.userId,
    clientPublic: clientPublic.toString(16),
    serverSecret: serverSecret.toString("hex"),
    serverPublic: serverPublic.toString(16),
  };
  const session = openSession(signIn, { step: PASSWORD_VERIFIER, state: { ...state } });
  return answer({
    ChallengeName: PASSWORD_VERIFIER,
    ChallengeParameters: {
      SALT: kept.salt.toString("hex"),
      SECRET_BLOCK: Buffer.from(session).toString("base64"),
      SRP_B: state.serverPublic,
      USERNAME: identity.userId,
      USER_ID_FOR_SRP: identity.userId,
    },
  });
}

function readExchange(state: SrpState): SrpExchange {
  return {
    clientPublic: BigInt(`0x${state.clientPublic}`),
    serverSecret: Buffer.from(state.serverSecret, "hex"),
    serverPublic: BigInt(`0x${state.serverPublic}`),
  };
}

/** How far a client's clock may be off, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60 * 1000;

/** @throws ServiceError InvalidParameterException */
function checkTimestamp(timestamp: string, now: number): void {
  const claimed = readTimestamp(timestamp);
  if (claimed === null) {
    throw timestampMalformed();
  }
  if (Math.abs(now - claimed) > CLOCK_TOLERANCE) {
    throw timestampStale();
  }
}

/**
 * Checks the response to PASSWORD_VERIFIER. Whatever comes of it, the session is used up.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException
 */
export function checkProof(signIn: SignIn): Progress {
  const secretBlock = Buffer.from(requireParameter(signIn, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64");
  const signature = Buffer.from(requireParameter(signIn, "PASSWORD_CLAIM_SIGNATURE"), "base64");
  const timestamp = requireParameter(signIn, "TIMESTAMP");
  checkTimestamp(timestamp, signIn.context.clock.now());

  const { signIn: resumed, state } = resumeSignIn(signIn, {
    step: PASSWORD_VERIFIER,
    session: secretBlock.toString("latin1"),
    challengedAs: ({ userId }) => userId,
  });
  const { identity, kept } = knownPassword(resumed);
  const exchange = readExchange(state as unknown as SrpState);
  const claim = { secretBlock, timestamp, signature };
  return checkGuess(resumed, () => isProof(identity, exchange, kept, claim));
}
