import type {
  Challenge,
  ChallengeAnswer,
  CodeSignInDelivery,
  FirstFactor,
  LinkSignInChallenge,
  MfaSetupAnswer,
  ProblemOf,
} from "./api-types.ts";
import type { Answer, OperationAt } from "./call-types.ts";

type Name = ChallengeAnswer["challenge"];

type Put<Any extends Challenge, C extends Name> = Any extends unknown
  ? C extends Any["challenge"]
    ? Any
    : never
  : never;

type AnswerTo<C extends Name> = Omit<
  Extract<ChallengeAnswer, { challenge: C }>,
  "challenge" | "session" | "email" | "knownClient" | "deviceData"
>;

type SecondFactor = Extract<ChallengeAnswer, { challenge: "SELECT_MFA_TYPE" }>["factor"];

/** A code was sent. */
interface Sent {
  /** Seconds until another code may be requested; missing in the challenge that follows a wrong code. */
  readonly resendAfter?: number;
}

/** Further data besides the parameters; JSON that Cognito sends as a string is parsed. */
interface Read {
  /** Second factors to choose from. */
  readonly SELECT_MFA_TYPE: { readonly choices: readonly SecondFactor[] };
  /** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
  readonly WEB_AUTHN: { readonly options: Readonly<Record<string, unknown>> };
  /** Where the first code was sent, masked; missing in challenges that follow a wrong code. */
  readonly CUSTOM_CHALLENGE: Sent & { readonly delivery?: CodeSignInDelivery };
  readonly SMS_MFA: Sent;
  readonly EMAIL_OTP: Sent;
  readonly SMS_OTP: Sent;
}

type Extra<C extends Name> = C extends keyof Read ? Read[C] : unknown;

/** A challenge that the user must answer before there are tokens. */
type ChallengeStep<C extends Name> = {
  readonly kind: "challenge";
  readonly challenge: C;
  readonly parameters: Put<Challenge, C>["parameters"];
  /** Other ways to sign in, if the user may choose. */
  readonly available: readonly FirstFactor[];
  /** Answers the challenge. After a wrong code the same step may be answered again. */
  answer(answer: AnswerTo<C>): Promise<SignInStep>;
} & Extra<C>;

/** The user must set up an authenticator app, because the pool requires a second factor. */
interface MfaSetupStep {
  readonly kind: "challenge";
  readonly challenge: "MFA_SETUP";
  /** Creates a secret to show as text, URI and QR code; answer with the app's first code. */
  setUp(): Promise<AuthenticatorStep | RefusedStep>;
}

export interface AuthenticatorStep extends Omit<MfaSetupAnswer, "session"> {
  readonly kind: "authenticator";
  answer(answer: AnswerTo<"MFA_SETUP">): Promise<SignInStep>;
}

/** The user is signed in; the client has the tokens. */
export interface SignedInStep {
  readonly kind: "signedIn";
}

type CodeOf<Operation> =
  Answer<Operation> extends infer Any ? (Any extends { error: { code: infer Code } } ? Code : never) : never;

type RefusalCode =
  | CodeOf<OperationAt<"/v1/auth/sign-in", "post">>
  | CodeOf<OperationAt<"/v1/auth/otp", "post">>
  | CodeOf<OperationAt<"/v1/auth/link", "post">>
  | CodeOf<OperationAt<"/v1/auth/link/complete", "post">>
  | CodeOf<OperationAt<"/v1/auth/passkey", "post">>
  | CodeOf<OperationAt<"/v1/auth/mfa-setup", "post">>
  | CodeOf<OperationAt<"/v1/auth/challenge", "post">>;

/**
 * A link was mailed, if there is an account that may have one. In cookie mode the page that it leads to calls
 * `completeLink`; else this app answers with the token from the link's fragment.
 */
export interface LinkSentStep {
  readonly kind: "linkSent";
  readonly delivery: LinkSignInChallenge["delivery"];
  /** RFC 3339. */
  readonly expiresAt: string;
  /** Seconds until another link may be requested. */
  readonly resendAfter: number;
  /** Signs in with the link's token. */
  complete(token: string): Promise<SignInStep>;
}

/** The API refused the step. */
export interface RefusedStep {
  readonly kind: "refused";
  /** Branch on its `code`. */
  readonly problem: ProblemOf<RefusalCode>;
  /** Whether the former step may be answered again; if not, the sign-in must start again. */
  readonly canAnswerAgain: boolean;
}

type EveryChallenge = { [C in Exclude<Name, "MFA_SETUP">]: ChallengeStep<C> }[Exclude<Name, "MFA_SETUP">];

/**
 * The state of a sign-in: `signedIn`, a `challenge` to answer, or `refused`. `kind` distinguishes them, and `challenge` the
 * challenges: each has its own parameters and answer.
 */
export type SignInStep = SignedInStep | EveryChallenge | MfaSetupStep | RefusedStep;

/** Codes after which the same session may be answered again. */
const AGAIN: readonly RefusalCode[] = [
  "code_mismatch",
  "code_delivery_failed",
  "invalid_parameter",
  "invalid_password",
  "password_reused",
  "service_unavailable",
  "too_many_requests",
  "validation_failed",
];

export function refusedStep(problem: ProblemOf<RefusalCode>, isAnswer: boolean): RefusedStep {
  return { kind: "refused", problem, canAnswerAgain: isAnswer && AGAIN.includes(problem.code) };
}

/** What the steps need from the client: to answer a challenge and to set up an authenticator app. */
export interface StepCalls {
  answer(
    answer: Pick<ChallengeAnswer, "challenge" | "session"> & Readonly<Record<string, unknown>>,
  ): Promise<SignInStep>;
  setUp(session: string): Promise<MfaSetupAnswer | RefusedStep>;
}

function readParameters(
  asked: Challenge & { readonly delivery?: CodeSignInDelivery; readonly resendAfter?: number },
): Readonly<Record<string, unknown>> {
  const { challenge, parameters, delivery, resendAfter } = asked;
  if (challenge === "SELECT_MFA_TYPE") return { choices: JSON.parse(parameters.MFAS_CAN_CHOOSE) };
  if (challenge === "WEB_AUTHN") return { options: JSON.parse(parameters.CREDENTIAL_REQUEST_OPTIONS) };
  return {
    ...(delivery !== undefined && { delivery }),
    ...(resendAfter !== undefined && { resendAfter }),
  };
}

/** A challenge of the API as the next step. */
export function challengeStep(asked: Challenge, calls: StepCalls): SignInStep {
  const { challenge, session } = asked;
  if (challenge === "MFA_SETUP") {
    return { kind: "challenge", challenge, setUp: () => authenticatorStep(session, calls) };
  }
  const step = {
    kind: "challenge",
    challenge,
    parameters: asked.parameters,
    available: ("available" in asked ? asked.available : undefined) ?? [],
    ...readParameters(asked),
    answer: (answer: object) => calls.answer({ ...answer, challenge, session }),
  };
  // One object for all challenges: only the types know the parameters and answer of each.
  return step as unknown as SignInStep;
}

async function authenticatorStep(
  session: string,
  calls: StepCalls,
): Promise<AuthenticatorStep | RefusedStep> {
  const made = await calls.setUp(session);
  if ("kind" in made) return made;
  const { session: next, ...shown } = made;
  return {
    kind: "authenticator",
    ...shown,
    answer: (answer) => calls.answer({ ...answer, challenge: "MFA_SETUP", session: next }),
  };
}
