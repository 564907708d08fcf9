import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Resend } from "../../../components/code-field.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import { formatTime } from "../../../i18n/format.ts";
import type { Question } from "../flow.ts";
import { Below } from "../parts.tsx";
import type { QuestionProps } from "./question.tsx";

/** Waits until the link is opened. The tab that opens it signs in, and this one follows. */
export function LinkQuestion({ flow, question }: QuestionProps<Question & { name: "link" }>): ReactNode {
  const { t } = useLingui();
  const { step, resendAt } = question;
  const resend = useAction({ run: () => flow.sendAgain() });
  const time = formatTime(Date.parse(step.expiresAt), { timeStyle: "short" });
  return (
    <>
      <FailureBanner error={resend.error} />
      <Banner tone="info">
        <Trans>
          Open the link in this browser. In another browser or on another device it does not work. It is valid
          until {time}.
        </Trans>
      </Banner>
      <p>
        <Trans>When you have signed in with the link, this page goes on by itself.</Trans>
      </p>
      <Below>
        <Resend waitUntil={resendAt} onResend={() => void resend.run()} isBusy={resend.isBusy} />
        <Button kind="link" onPress={flow.back}>{t`Other ways to sign in`}</Button>
      </Below>
    </>
  );
}
