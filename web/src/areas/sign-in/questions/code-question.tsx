import { Plural, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { toFailure } from "../../../api/problem.ts";
import { useAction } from "../../../api/use-action.ts";
import { Button } from "../../../components/button.tsx";
import { CodeField, Resend } from "../../../components/code-field.tsx";
import type { CodeStep, Question, SignInFlow } from "../flow.ts";
import { Below, QuestionForm } from "../parts.tsx";
import type { QuestionProps } from "./question.tsx";

const answerTo = async (flow: SignInFlow, step: CodeStep, code: string): Promise<void> =>
  flow.take(
    step.challenge === "CUSTOM_CHALLENGE" ? await step.answer({ answer: code }) : await step.answer({ code }),
  );

/** Where the code was sent. For a code instead of a password, the text does not say whether one was sent at all. */
export function whereTo(step: CodeStep): {
  readonly isByText: boolean;
  readonly destination: string | undefined;
} {
  if (step.challenge === "CUSTOM_CHALLENGE") {
    return { isByText: step.delivery?.medium === "SMS", destination: undefined };
  }
  const { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination } = step.parameters;
  return { isByText: medium === "SMS" || step.challenge.startsWith("SMS"), destination };
}

/** A code that was sent, as the only factor or the second. */
export function CodeQuestion({ flow, question }: QuestionProps<Question & { name: "code" }>): ReactNode {
  const { t } = useLingui();
  const { step, resendAt, triesLeft } = question;
  const [code, setCode] = useState("");
  const digits = "codeLength" in step.parameters ? Number(step.parameters.codeLength) : 6;
  const answer = useAction({
    run: async (given: string) => {
      try {
        await answerTo(flow, step, given);
      } catch (error) {
        setCode("");
        throw error;
      }
    },
  });
  const resend = useAction({
    run: async () => {
      setCode("");
      answer.reset();
      await flow.sendAgain();
    },
  });
  const wrong = answer.error !== null && toFailure(answer.error).code === "code_mismatch";
  return (
    <>
      <QuestionForm
        action={t`Continue`}
        onSubmit={() => answer.run(code)}
        isBusy={answer.isBusy}
        error={answer.error ?? resend.error}
        shownByField={["code_mismatch"]}
      >
        <CodeField
          label={t`Code`}
          digits={digits}
          value={code}
          onChange={setCode}
          onComplete={(whole) => void answer.run(whole)}
          isReadOnly={answer.isBusy}
          autoFocus
          problem={
            wrong ? (
              triesLeft === undefined ? (
                t`Wrong code. Check it and enter it again.`
              ) : (
                <Plural
                  value={triesLeft}
                  one="Wrong code. One more try with this one."
                  other="Wrong code. # more tries with this one."
                />
              )
            ) : undefined
          }
        />
      </QuestionForm>
      <Below>
        <Resend waitUntil={resendAt} onResend={() => void resend.run()} isBusy={resend.isBusy} />
        <Button kind="link" onPress={flow.back}>{t`Other ways to sign in`}</Button>
      </Below>
    </>
  );
}
