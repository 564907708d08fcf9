/**
 * A sign-in in progress: the current question, and the answers so far. It stays in memory because it holds the sessions of challenges;
 * after a reload the sign-in starts again.
 */
import { useSyncExternalStore } from "react";
import type { AuthenticatorStep, LinkSentStep, SignInStep } from "../../../../clients/typescript/index.ts";
import { ApiFailure, failureOfProblem } from "../../api/problem.ts";
import { auth } from "../../session/session.ts";

type ChallengeStep = Extract<SignInStep, { readonly kind: "challenge" }>;
type StepOf<Name extends ChallengeStep["challenge"]> = Extract<ChallengeStep, { readonly challenge: Name }>;

type SecondFactor = StepOf<"SELECT_MFA_TYPE">["choices"][number];

export type CodeStep = StepOf<"CUSTOM_CHALLENGE" | "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP">;

/** The result of a request of a sign-in. */
type Step = SignInStep | LinkSentStep;

/** A question. `name` is the last part of the page's URL. */
export type Question =
  | { readonly name: "password"; readonly step?: StepOf<"PASSWORD"> }
  | { readonly name: "code"; readonly step: CodeStep; readonly resendAt: number; readonly triesLeft?: number }
  | { readonly name: "link"; readonly step: LinkSentStep; readonly resendAt: number }
  | { readonly name: "authenticator"; readonly step: StepOf<"SOFTWARE_TOKEN_MFA"> }
  | { readonly name: "passkey"; readonly step: StepOf<"WEB_AUTHN"> }
  | { readonly name: "choose-step"; readonly step: StepOf<"SELECT_MFA_TYPE"> }
  | { readonly name: "choose-way"; readonly step: StepOf<"SELECT_CHALLENGE"> }
  | { readonly name: "new-password"; readonly step: StepOf<"NEW_PASSWORD_REQUIRED"> }
  | { readonly name: "set-up"; readonly step: StepOf<"MFA_SETUP">; readonly shown?: AuthenticatorStep };

export type QuestionName = Question["name"];

const timeAfter = (seconds: number): number => Date.now() + seconds * 1000;

function codeQuestion(step: CodeStep): Question {
  const { parameters } = step;
  const triesLeft = "triesLeft" in parameters ? Number(parameters.triesLeft) : undefined;
  const resendAt = timeAfter(step.resendAfter ?? 0);
  return { name: "code", step, resendAt, ...(triesLeft !== undefined && { triesLeft }) };
}

function questionOf(step: ChallengeStep | LinkSentStep): Question {
  if (step.kind === "linkSent") return { name: "link", step, resendAt: timeAfter(step.resendAfter) };
  switch (step.challenge) {
    case "SOFTWARE_TOKEN_MFA":
      return { name: "authenticator", step };
    case "WEB_AUTHN":
      return { name: "passkey", step };
    case "SELECT_MFA_TYPE":
      return { name: "choose-step", step };
    case "SELECT_CHALLENGE":
      return { name: "choose-way", step };
    case "NEW_PASSWORD_REQUIRED":
      return { name: "new-password", step };
    case "MFA_SETUP":
      return { name: "set-up", step };
    case "PASSWORD":
      return { name: "password", step };
    default:
      return codeQuestion(step);
  }
}

/** The code was wrong and is asked for again. */
const isAskedAgain = (before: Question | undefined, next: Question): before is Question & { name: "code" } =>
  before?.name === "code" && next.name === "code" && before.step.challenge === next.step.challenge;

interface FlowState {
  readonly email: string;
  readonly question: Question | undefined;
  /** Why the sign-in started again. */
  readonly failure: ApiFailure | undefined;
  /** Signed in: there are no more questions. */
  readonly isDone: boolean;
}

export interface SignInFlow {
  readonly state: FlowState;
  subscribe(listener: () => void): () => void;
  /** Starts a sign-in with this address and asks for its password. */
  begin(email: string): void;
  withPassword(password: string): Promise<void>;
  sendCode(channel: "email" | "sms"): Promise<void>;
  sendLink(): Promise<void>;
  withPasskey(): Promise<void>;
  /** Continues in the way that the user has chosen. */
  choose(step: StepOf<"SELECT_MFA_TYPE">, factor: SecondFactor): Promise<void>;
  /** Sends another code, which starts the same way again. @throws ApiFailure */
  sendAgain(): Promise<void>;
  /** Applies the result of a step. @throws ApiFailure if the question may be answered again */
  take(step: Step): Promise<void>;
  /** Forgets the current challenge; the address stays. */
  back(): void;
}

/**
 * @param onDone the user is signed in; the last answer is busy until it has settled
 * @param email whose sign-in it is, where that is known
 */
export function createFlow(onDone: () => void | Promise<void>, email = ""): SignInFlow {
  let state: FlowState = {
    email,
    question: email === "" ? undefined : { name: "password" },
    failure: undefined,
    isDone: false,
  };
  /** The way to the current question. */
  let way: { readonly begin: () => Promise<Step>; readonly factor?: SecondFactor } | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<FlowState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  async function take(step: Step): Promise<void> {
    if (step.kind === "signedIn") {
      way = undefined;
      set({ question: undefined, failure: undefined, isDone: true });
      return onDone();
    }
    if (step.kind === "refused") {
      const failure = failureOfProblem(step.problem);
      const isFirst = state.question?.name === "password" && state.question.step === undefined;
      // A challenge that is over can't be answered again: the sign-in starts again and says why.
      if (!step.canAnswerAgain && !isFirst) set({ question: { name: "password" }, failure });
      else throw failure;
      return;
    }
    const [before, next] = [state.question, questionOf(step)];
    if (isAskedAgain(before, next)) {
      const delivery = "delivery" in before.step ? before.step.delivery : undefined;
      const kept = { ...next, resendAt: before.resendAt } as Question & { name: "code" };
      set({ question: { ...kept, step: { ...kept.step, ...(delivery && { delivery }) } as CodeStep } });
      throw new ApiFailure("code_mismatch");
    }
    set({ question: next, failure: undefined });
  }

  async function begin(first: () => Promise<Step>): Promise<void> {
    way = { begin: first };
    await take(await first());
  }

  async function sendAgain(): Promise<void> {
    if (way === undefined) return;
    const { begin: first, factor } = way;
    const begun = await first();
    const isChoice = begun.kind === "challenge" && begun.challenge === "SELECT_MFA_TYPE";
    const step = isChoice && factor !== undefined ? await begun.answer({ factor }) : begun;
    if (step.kind === "refused") throw failureOfProblem(step.problem);
    if (step.kind === "signedIn") return take(step);
    // Asks for a new code instead of answering the question.
    set({ question: questionOf(step), failure: undefined });
  }

  return {
    get state() {
      return state;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: (address) => {
      way = undefined;
      set({ email: address, question: { name: "password" }, failure: undefined, isDone: false });
    },
    withPassword: (password) => begin(() => auth().signIn({ email: state.email, password })),
    sendCode: (channel) => begin(() => auth().signInWithCode({ email: state.email, channel })),
    sendLink: () => begin(() => auth().signInWithLink({ email: state.email })),
    withPasskey: () => begin(() => auth().signInWithPasskey({ email: state.email })),
    choose: async (step, factor) => {
      if (way !== undefined) way = { ...way, factor };
      await take(await step.answer({ factor }));
    },
    sendAgain,
    take,
    back: () => {
      way = undefined;
      set({ question: { name: "password" }, failure: undefined });
    },
  };
}

/** The flow's current question; renders again when it changes. */
export const useFlow = (flow: SignInFlow): FlowState =>
  useSyncExternalStore(flow.subscribe, () => flow.state);
