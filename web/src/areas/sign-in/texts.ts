import { useLingui } from "@lingui/react/macro";
import type { Question } from "./flow.ts";

/** The title of a question. */
export function useQuestionTitle() {
  const { t } = useLingui();
  return (question: Question): string => {
    switch (question.name) {
      case "password":
        return t`Sign in`;
      case "code":
        return t`Enter the code`;
      case "link":
        return t`Open the link in your mail`;
      case "authenticator":
        return t`Enter the code of your app`;
      case "passkey":
        return t`Use your passkey`;
      case "choose-step":
        return t`Choose your second step`;
      case "choose-way":
        return t`Choose how to sign in`;
      case "new-password":
        return t`Choose a password`;
      case "set-up":
        return t`Set up a second step`;
    }
  };
}
