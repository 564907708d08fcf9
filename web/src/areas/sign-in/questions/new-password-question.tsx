import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import type { Question } from "../flow.ts";
import { NewPasswordField, useNewPassword } from "../new-password-field.tsx";
import { QuestionForm } from "../parts.tsx";
import type { QuestionProps } from "./question.tsx";

/** Asks for a new password, after an invitation. */
export function NewPasswordQuestion({
  flow,
  question,
}: QuestionProps<Question & { name: "new-password" }>): ReactNode {
  const { t } = useLingui();
  const password = useNewPassword(flow.state.email);
  const answer = useAction({
    run: async () => flow.take(await question.step.answer({ newPassword: password.value })),
  });
  const [isTried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (password.isRight) return answer.run();
  };
  return (
    <QuestionForm
      action={t`Set password and sign in`}
      onSubmit={submit}
      isBusy={answer.isBusy}
      error={answer.error}
      shownByField={["invalid_password", "password_reused"]}
    >
      <NewPasswordField size="large" password={password} isTried={isTried} error={answer.error} autoFocus />
    </QuestionForm>
  );
}
