import type { Question, SignInFlow } from "../flow.ts";

/** The props of every question. */
export interface QuestionProps<Asked extends Question> {
  readonly flow: SignInFlow;
  readonly question: Asked;
  /** In a dialog over a page, to sign in again: no links away. */
  readonly isInDialog?: boolean;
  /** The sign-in must take a second factor: a code alone does not. */
  readonly needsSecondFactor?: boolean;
}
