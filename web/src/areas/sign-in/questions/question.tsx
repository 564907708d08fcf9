import type { Question, SignInFlow } from "../flow.ts";

/** What every question is given. */
export interface QuestionProps<Asked extends Question> {
  readonly flow: SignInFlow;
  readonly question: Asked;
  /** Over a page, to sign in again: nothing leads away. */
  readonly isInDialog?: boolean;
}
