/** What a sign-in keeps between two requests, as plain JSON. */
import type { CompletedFactor, Level } from "../domain/authentication-level.ts";
import type { CodeFactor, FirstFactor } from "../domain/first-factor.ts";
import type { SecondFactor } from "../domain/second-factor.ts";
import type { Channel } from "../domain/verification-channel.ts";
import type { CognitoInput } from "../wire-types.ts";

/** Where a sign-in comes in: a public operation, one with AWS credentials, or the pages of the pool's domain. */
export type Entrance = "public" | "admin" | "hosted";

export type FlowName = CognitoInput<"AdminInitiateAuth">["AuthFlow"];

/** A challenge that was answered, as in `session` of the DefineAuthChallenge event. */
export interface AnsweredChallenge {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

/** What a sign-in remembers over all of its steps. */
export interface SignInMemory {
  /** A sign-in continues where it started: the API can't answer a challenge of the pages, nor the pages one of the API. */
  readonly entrance: Entrance;
  /** The flow that started it; `null` for a response until it is resumed. */
  readonly flow: FlowName | null;
  /** The answers so far, right or wrong, oldest first. */
  readonly answered: readonly AnsweredChallenge[];
  /** The device that the client names (`DEVICE_KEY`). */
  readonly deviceKey: string | null;
  /** A digest of the user's credentials when it started; `null` for an unknown user. */
  readonly credentialState: string | null;
  /** The factors that were completed, or that an earlier sign-in is credited with. */
  readonly completed: readonly CompletedFactor[];
  /** The level that the sign-in must reach; `null` for the usual sign-in. */
  readonly target: Level | null;
}

/** A challenge whose wrong answers are counted. */
interface GuessedState {
  readonly tries?: number;
  /** The answer is the first factor. */
  readonly isFirst?: boolean;
}

/** A code that was sent. */
export interface CodeState extends GuessedState {
  readonly hash: string;
  readonly channel: Channel;
  /** The right code turns the factor on. */
  readonly setsUp?: boolean;
}

/** An SRP exchange; numbers are in hexadecimal. */
export interface SrpState {
  readonly userId: string;
  readonly clientPublic: string;
  readonly serverSecret: string;
  readonly serverPublic: string;
}

/** A challenge of the pool's own functions. The client never sees this. */
export interface CustomState {
  readonly hidden: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

type NoState = Readonly<Record<string, never>>;

/** What a session keeps for its next step: for the answer to a challenge, or between sign-up and sign-in. */
export interface StateOfStep {
  readonly PASSWORD_VERIFIER: SrpState;
  readonly NEW_PASSWORD_REQUIRED: NoState;
  readonly SELECT_CHALLENGE: { readonly factors: readonly FirstFactor[] };
  readonly PASSWORD: NoState;
  readonly PASSWORD_SRP: NoState;
  readonly WEB_AUTHN: { readonly challenge: string };
  readonly SELECT_MFA_TYPE: { readonly factors: readonly SecondFactor[] };
  readonly SMS_MFA: CodeState;
  readonly EMAIL_OTP: CodeState;
  readonly SMS_OTP: CodeState;
  readonly SOFTWARE_TOKEN_MFA: GuessedState;
  readonly MFA_SETUP: { readonly isVerified?: boolean };
  readonly CUSTOM_CHALLENGE: CustomState;
  readonly DEVICE_SRP_AUTH: { readonly deviceKey: string };
  readonly DEVICE_PASSWORD_VERIFIER: SrpState;
  readonly SIGNED_UP: NoState;
  readonly CONFIRMED: { readonly factor: CodeFactor };
}

export type SessionStep = keyof StateOfStep;

/** The steps whose wrong answers are counted. */
export type GuessedStep = "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP" | "SOFTWARE_TOKEN_MFA";
