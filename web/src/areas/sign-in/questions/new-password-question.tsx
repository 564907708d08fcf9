import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { configQuery } from "../../../api/config.ts";
import { toFailure } from "../../../api/problem.ts";
import { useAction } from "../../../api/use-action.ts";
import { PasswordField } from "../../../components/password-field.tsx";
import type { Question } from "../flow.ts";
import { QuestionForm } from "../parts.tsx";
import { usePasswordProblem, usePasswordRule } from "../password-rule.ts";
import type { QuestionProps } from "./question.tsx";

/** Asks for a new password, after an invitation. */
export function NewPasswordQuestion({
  flow,
  question,
}: QuestionProps<Question & { name: "new-password" }>): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const rule = usePasswordRule(config, flow.state.email);
  const problemOf = usePasswordProblem();
  const [newPassword, setNewPassword] = useState("");
  const answer = useAction({
    run: async () => flow.take(await question.step.answer({ newPassword })),
  });
  const [isTried, setTried] = useState(false);
  const points = rule(newPassword);
  const isRight = newPassword !== "" && points.every(({ isMet }) => isMet);
  const submit = () => {
    setTried(true);
    if (isRight) return answer.run();
  };
  const refused = answer.error === null ? undefined : problemOf(toFailure(answer.error));
  return (
    <QuestionForm
      action={t`Set password and sign in`}
      onSubmit={submit}
      isBusy={answer.isBusy}
      error={answer.error}
      shownByField={["invalid_password", "password_reused"]}
    >
      <PasswordField
        size="large"
        label={t`New password`}
        name="new-password"
        autoComplete="new-password"
        value={newPassword}
        onChange={setNewPassword}
        rule={points}
        problem={isTried && !isRight ? t`Choose a password that meets the rule.` : refused}
        autoFocus
      />
    </QuestionForm>
  );
}
