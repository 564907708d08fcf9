import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createFlow, type SignInFlow, useFlow } from "../areas/sign-in/flow.ts";
import { QuestionLead } from "../areas/sign-in/question-lead.tsx";
import { QuestionView } from "../areas/sign-in/questions/question-view.tsx";
import { useQuestionTitle } from "../areas/sign-in/texts.ts";
import { Dialog } from "../components/dialog.tsx";
import { loadTexts } from "../i18n/languages.ts";
import { useSession } from "../session/session.ts";
import { answerSignInAgain } from "../session/sign-in-again.ts";

/** Asks for a recent sign-in in place when a request needs one; the request then continues. */
export function RecentSignIn(): ReactNode {
  const [flow, setFlow] = useState<SignInFlow>();
  const settle = useRef<(isSignedIn: boolean) => void>(undefined);
  const email = useSession()?.email ?? "";
  const finish = (isSignedIn: boolean) => {
    setFlow(undefined);
    settle.current?.(isSignedIn);
    settle.current = undefined;
  };
  const finishNow = useRef(finish);
  finishNow.current = finish;
  useEffect(
    () =>
      answerSignInAgain(async () => {
        await loadTexts("sign-in");
        return new Promise((resolve) => {
          settle.current = resolve;
          setFlow(createFlow(() => finishNow.current(true), email));
        });
      }),
    [email],
  );
  return flow === undefined ? null : <Asked flow={flow} onCancel={() => finish(false)} />;
}

function Asked({ flow, onCancel }: { readonly flow: SignInFlow; readonly onCancel: () => void }): ReactNode {
  const { t } = useLingui();
  const { question } = useFlow(flow);
  const titleOf = useQuestionTitle();
  if (question === undefined) return null;
  const isFirst = question.name === "password";
  return (
    <Dialog
      title={isFirst ? t`Sign in again` : titleOf(question)}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onCancel();
      }}
    >
      <p>
        {isFirst ? (
          <Trans>This needs a recent sign-in of {flow.state.email}. What you began goes on afterwards.</Trans>
        ) : (
          <QuestionLead question={question} />
        )}
      </p>
      <QuestionView flow={flow} question={question} isInDialog />
    </Dialog>
  );
}
