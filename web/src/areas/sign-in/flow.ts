/**
 * A sign-in on its way: what is asked now, and what was answered. It lives in memory, for it holds sessions of challenges; a page that is
 * loaded anew begins again.
 */
import { useSyncExternalStore } from "react";
import type { AuthenticatorStep, SignInStep } from "../../../../clients/typescript/index.ts";
import { ApiFailure, failureOfProblem } from "../../api/problem.ts";
import { auth } from "../../session/session.ts";

type ChallengeStep = Extract<SignInStep, { readonly kind: "challenge" }>;
type StepOf<Name extends ChallengeStep["challenge"]> = Extract<ChallengeStep, { readonly challenge: Name }>;

type SecondFactor = StepOf<"SELECT_MFA_TYPE">["choices"][number];

export type CodeStep = StepOf<"CUSTOM_CHALLENGE" | "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP">;

/** What is asked. `name` is the last part of the page's address. */
export type Question =
  | { readonly name: "password"; readonly step?: StepOf<"PASSWORD"> }
  | { readonly name: "code"; readonly step: CodeStep; readonly resendAt: number; readonly triesLeft?: number }
  | { readonly name: "authenticator"; readonly step: StepOf<"SOFTWARE_TOKEN_MFA"> }
  | { readonly name: "passkey"; readonly step: StepOf<"WEB_AUTHN"> }
  | { readonly name: "choose-step"; readonly step: StepOf<"SELECT_MFA_TYPE"> }
  | { readonly name: "choose-way"; readonly step: StepOf<"SELECT_CHALLENGE"> }
  | { readonly name: "new-password"; readonly step: StepOf<"NEW_PASSWORD_REQUIRED"> }
  | { readonly name: "set-up"; readonly step: StepOf<"MFA_SETUP">; readonly shown?: AuthenticatorStep };

export type QuestionName = Question["name"];

function codeQuestion(step: CodeStep): Question {
  const { parameters } = step;
  const triesLeft = "triesLeft" in parameters ? Number(parameters.triesLeft) : undefined;
  const resendAt = Date.now() + (step.resendAfter ?? 0) * 1000;
  return { name: "code", step, resendAt, ...(triesLeft !== undefined && { triesLeft }) };
}

function questionOf(step: ChallengeStep): Question {
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

/** The same code is asked for once more: the one that was given is wrong. */
const isAskedAgain = (before: Question | undefined, next: Question): before is Question & { name: "code" } =>
  before?.name === "code" && next.name === "code" && before.step.challenge === next.step.challenge;

interface FlowState {
  readonly email: string;
  readonly question: Question | undefined;
  /** Why the sign-in began again. */
  readonly failure: ApiFailure | undefined;
  /** Signed in: nothing is asked any more. */
  readonly isDone: boolean;
}

export interface SignInFlow {
  readonly state: FlowState;
  subscribe(listener: () => void): () => void;
  /** Asks this address for its password. */
  begin(email: string): void;
  withPassword(password: string): Promise<void>;
  sendCode(channel: "email" | "sms"): Promise<void>;
  withPasskey(): Promise<void>;
  /** Answers a question with the way that the user has chosen. */
  choose(step: StepOf<"SELECT_MFA_TYPE">, factor: SecondFactor): Promise<void>;
  /** Has another code sent, which takes the same way from the start. @throws ApiFailure */
  sendAgain(): Promise<void>;
  /** Takes what a step came to. @throws ApiFailure where it may be answered again */
  take(step: SignInStep): Promise<void>;
  /** Forgets the challenge that is asked; the address stays. */
  back(): void;
}

/**
 * @param onDone the user is signed in
 * @param email whose sign-in it is, where that is known
 */
export function createFlow(onDone: () => void, email = ""): SignInFlow {
  let state: FlowState = {
    email,
    question: email === "" ? undefined : { name: "password" },
    failure: undefined,
    isDone: false,
  };
  /** The way to the question that is asked, for as long as it is. */
  let way: { readonly begin: () => Promise<SignInStep>; readonly factor?: SecondFactor } | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<FlowState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  async function take(step: SignInStep): Promise<void> {
    if (step.kind === "signedIn") {
      way = undefined;
      set({ question: undefined, failure: undefined, isDone: true });
      return onDone();
    }
    if (step.kind === "refused") {
      const failure = failureOfProblem(step.problem);
      const isFirst = state.question?.name === "password" && state.question.step === undefined;
      // A challenge that is over can't be answered again: the sign-in begins anew, and says why.
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

  async function begin(first: () => Promise<SignInStep>): Promise<void> {
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
    // A new code, and not the answer to the question that is asked.
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

/** What the flow asks, and again when it asks something else. */
export const useFlow = (flow: SignInFlow): FlowState =>
  useSyncExternalStore(flow.subscribe, () => flow.state);
