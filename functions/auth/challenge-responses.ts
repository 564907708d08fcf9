import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { attributesOf } from "../../libs/cognito/profile-attributes.ts";
import type { ChallengeAnswer } from "../../libs/schemas/challenges.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";

type Name = ChallengeAnswer["challenge"];

type AnswerTo<Challenge extends Name> = Extract<ChallengeAnswer, { readonly challenge: Challenge }>;

type Responses = Readonly<Record<string, string>>;

const passwordOf = (password: string | undefined): Responses => withoutUndefined({ PASSWORD: password });

/**
 * The responses that Cognito expects to each challenge, beside the username.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
const RESPONSES: { readonly [Challenge in Name]: (answer: AnswerTo<Challenge>) => Responses } = {
  NEW_PASSWORD_REQUIRED: ({ newPassword, profile = {} }) => ({
    NEW_PASSWORD: newPassword,
    ...Object.fromEntries(attributesOf(profile).map(({ Name, Value }) => [`userAttributes.${Name}`, Value])),
  }),
  SMS_MFA: ({ code }) => ({ SMS_MFA_CODE: code }),
  EMAIL_OTP: ({ code }) => ({ EMAIL_OTP_CODE: code }),
  SMS_OTP: ({ code }) => ({ SMS_OTP_CODE: code }),
  SOFTWARE_TOKEN_MFA: ({ code }) => ({ SOFTWARE_TOKEN_MFA_CODE: code }),
  SELECT_MFA_TYPE: ({ factor }) => ({ ANSWER: factor }),
  // VerifySoftwareToken has checked the code, as its session tells Cognito.
  MFA_SETUP: () => ({}),
  SELECT_CHALLENGE: ({ factor, password }) => ({ ANSWER: factor, ...passwordOf(password) }),
  PASSWORD: ({ password }) => passwordOf(password),
  WEB_AUTHN: ({ credential }) => ({ CREDENTIAL: JSON.stringify(credential) }),
  CUSTOM_CHALLENGE: ({ answer }) => ({ ANSWER: answer }),
};

/** Challenges that may come before anything is verified, and so for the substitute of an account (see `passwordlessName`). */
const BEFORE_PROOF: readonly Name[] = ["CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "PASSWORD", "WEB_AUTHN"];

export const isBeforeProof = ({ challenge }: ChallengeAnswer): boolean => BEFORE_PROOF.includes(challenge);

/** An answer in the form that Cognito reads. */
export function responsesTo(answer: ChallengeAnswer, name: string): Record<string, string> {
  // An answer always meets the row of its own challenge, which the compiler can't follow.
  const responses = RESPONSES[answer.challenge] as (answer: ChallengeAnswer) => Responses;
  return { USERNAME: name, ...responses(answer) };
}

/**
 * The meaning of Cognito's "not authorized", which it says of an expired session as well as of a wrong answer. Whether an
 * account waits for its confirmation or for a new password is not disclosed: Cognito may say it before anything is verified.
 */
const REFUSED = {
  PASSWORD: "invalid_credentials",
  SELECT_CHALLENGE: "invalid_credentials",
  WEB_AUTHN: "passkey_refused",
} as const;

export function refusalsOf(challenge: Name): ExceptionOverrides {
  const refusal = challenge in REFUSED ? REFUSED[challenge as keyof typeof REFUSED] : "session_expired";
  return {
    NotAuthorizedException: refusal,
    PasswordResetRequiredException: refusal,
    UserNotConfirmedException: refusal,
    UserNotFoundException: refusal,
    EnableSoftwareTokenMFAException: "code_mismatch",
  };
}
