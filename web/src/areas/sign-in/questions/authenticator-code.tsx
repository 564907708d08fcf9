import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { SignInStep } from "../../../../../clients/typescript/index.ts";
import { toFailure } from "../../../api/problem.ts";
import { useAction } from "../../../api/use-action.ts";
import { CodeField } from "../../../components/code-field.tsx";
import type { SignInFlow } from "../flow.ts";
import { QuestionForm } from "../parts.tsx";

/** The form for a code of an authenticator app. A wrong one stays on the page: the app shows the next in half a minute. */
export function AuthenticatorCode({
  flow,
  step,
  autoFocus = false,
}: {
  readonly flow: SignInFlow;
  readonly step: { answer(input: { code: string }): Promise<SignInStep> };
  readonly autoFocus?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const answer = useAction({ run: async (given: string) => flow.take(await step.answer({ code: given })) });
  const isWrong = answer.error !== null && toFailure(answer.error).code === "code_mismatch";
  return (
    <QuestionForm
      action={t`Continue`}
      onSubmit={() => answer.run(code)}
      isBusy={answer.isBusy}
      error={answer.error}
      shownByField={["code_mismatch"]}
    >
      <CodeField
        label={t`Code`}
        value={code}
        onChange={setCode}
        onComplete={(whole) => void answer.run(whole)}
        isReadOnly={answer.isBusy}
        autoFocus={autoFocus}
        problem={isWrong ? t`Wrong code. Wait for the next one and enter that.` : undefined}
      />
    </QuestionForm>
  );
}
