/**
 * The parts of a sign-in. A flow is a list of steps; each processes the sign-in and passes it on, or answers the client. A
 * challenge ends the row: the state goes into a challenge session, and the client's response starts the challenge's own row.
 */

import type { CompletedFactor } from "../domain/authentication-level.ts";
import { authParameterMissing } from "../errors/sign-in-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Device } from "../state/device-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { SignInMemory } from "../state/sign-in-state.ts";
import type { User } from "../state/user-repository.ts";
import type { TokenSource } from "../trigger-port.ts";
import type { CognitoOutput } from "../wire-types.ts";

/** What the client is told: tokens, or the next challenge. InitiateAuth and all its kin answer alike. */
export type SignInAnswer = CognitoOutput<"InitiateAuth">;

type Strings = Readonly<Record<string, string>>;

export interface SignIn {
  readonly context: OperationContext;
  readonly pool: Pool;
  readonly client: Client;
  /** `AuthParameters`, or `ChallengeResponses`. */
  readonly parameters: Strings;
  /** The `Session` the client sent along. */
  readonly session: string | undefined;
  /** InitiateAuth's ClientMetadata: the PreAuthentication trigger sees it, under this name. */
  readonly validationData: Strings;
  /** RespondToAuthChallenge's ClientMetadata: the triggers after the challenge see it. */
  readonly clientMetadata: Strings | undefined;
  /** What the client calls the user. */
  readonly username: string;
  /** `null` until the user is loaded, and for an unknown user, who gets the same challenges but never tokens. */
  readonly user: User | null;
  readonly memory: SignInMemory;
  /** The device that was verified in this sign-in. */
  readonly device: Device | null;
  /** The source that the token trigger is told. */
  readonly tokenSource: TokenSource;
}

/** The sign-in of an authenticated user. */
export type AuthenticatedSignIn = SignIn & { readonly user: User };

/** The outcome of a list of steps. On the pages the browser is signed in first, and tokens come later, for a code. */
export type SignInOutcome =
  | { readonly kind: "answer"; readonly answer: SignInAnswer }
  | { readonly kind: "signedIn"; readonly user: User; readonly completed: readonly CompletedFactor[] };

export type Progress = { readonly kind: "next"; readonly signIn: SignIn } | SignInOutcome;

export type Step = (signIn: SignIn) => Progress | Promise<Progress>;

export const next = (signIn: SignIn): Progress => ({ kind: "next", signIn });

/** Notes a factor that the user has just completed. */
export function complete<Current extends SignIn>(signIn: Current, factor: CompletedFactor): Current {
  const { memory } = signIn;
  return { ...signIn, memory: { ...memory, completed: [...new Set([...memory.completed, factor])] } };
}

export const answer = (output: SignInAnswer): Progress => ({ kind: "answer", answer: output });

/** @throws ServiceError InvalidParameterException */
export function requireParameter({ parameters }: Pick<SignIn, "parameters">, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === "") throw authParameterMissing(name);
  return value;
}

/**
 * The step that looks for what a flow or a challenge needs before anything is done about it: no function of the pool runs, and no
 * session is used up, for a request that lacks something.
 *
 * @param names of `AuthParameters` or `ChallengeResponses`, and `Session`
 */
export const needs =
  (...names: readonly string[]): Step =>
  (signIn) => {
    for (const name of names) {
      requireParameter(name === "Session" ? { parameters: { Session: signIn.session ?? "" } } : signIn, name);
    }
    return next(signIn);
  };

/** The sign-in of an authenticated user; anything else is a mistake in the list of steps. */
export function requireAuthenticated(signIn: SignIn): AuthenticatedSignIn {
  if (signIn.user === null) throw new Error("A step for an authenticated user ran before the authentication");
  return { ...signIn, user: signIn.user };
}

/** A step for authenticated users only. */
export function onceAuthenticated(run: (signIn: AuthenticatedSignIn) => Progress | Promise<Progress>): Step {
  return (signIn) => run(requireAuthenticated(signIn));
}

/** Runs the steps up to the one that answers. */
export async function runSteps(steps: readonly Step[], begun: SignIn): Promise<SignInOutcome> {
  let signIn = begun;
  for (const step of steps) {
    const progress = await step(signIn);
    if (progress.kind !== "next") return progress;
    signIn = progress.signIn;
  }
  throw new Error("A row of steps ended without an answer");
}
