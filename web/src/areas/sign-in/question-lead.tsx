import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Question } from "./flow.ts";
import { whereTo } from "./questions/code-question.tsx";

function CodeLead({ question }: { readonly question: Question & { name: "code" } }): ReactNode {
  const { isByText, destination } = whereTo(question.step);
  if (destination === undefined) {
    return isByText ? (
      <Trans>If your account has a verified number, a text message with a code is on its way.</Trans>
    ) : (
      <Trans>If there is an account, a mail with a code is on its way.</Trans>
    );
  }
  return isByText ? (
    <Trans>
      We sent a text message with a code to <strong>{destination}</strong>.
    </Trans>
  ) : (
    <Trans>
      We sent a mail with a code to <strong>{destination}</strong>.
    </Trans>
  );
}

/** The line under a question's title. */
export function QuestionLead({ question }: { readonly question: Question }): ReactNode {
  switch (question.name) {
    case "code":
      return <CodeLead question={question} />;
    case "link":
      return <Trans>If there is an account, a mail with a link is on its way.</Trans>;
    case "authenticator":
      return <Trans>Open your authenticator app and enter the six digits it shows for this account.</Trans>;
    case "passkey":
      return <Trans>Your browser asks for your fingerprint, face or screen lock.</Trans>;
    case "choose-step":
      return <Trans>Your account asks for a second step.</Trans>;
    case "choose-way":
      return <Trans>There is no passkey for this account. Choose another way.</Trans>;
    case "new-password":
      return <Trans>You were invited. Choose your own password.</Trans>;
    case "set-up":
      return <Trans>This app requires a second step. Set it up once.</Trans>;
    default:
      return null;
  }
}
