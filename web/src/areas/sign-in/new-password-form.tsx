import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { configQuery } from "../../api/config.ts";
import { toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { CodeField, Resend } from "../../components/code-field.tsx";
import { UsernameField } from "../../components/username-field.tsx";
import { Agreement } from "./agreement.tsx";
import { flow } from "./current-flow.ts";
import { NewPasswordField, useNewPassword } from "./new-password-field.tsx";
import { Below, QuestionForm } from "./parts.tsx";
import { forgetSentCode, rememberSentCode, type SendAnswer, type SentCode } from "./sent-code.ts";

/**
 * A code from the mailbox and a new password, to confirm an account or reset its password; then the user is signed in.
 *
 * @param sent the code
 * @param setPassword tells the API
 * @param resend has another code sent
 */
export function NewPasswordForm({
  sent,
  action,
  setPassword,
  asksForConsent = false,
  resend,
  below,
}: {
  readonly sent: SentCode;
  readonly action: string;
  readonly setPassword: (code: string, password: string, acceptedTerms?: string) => Promise<unknown>;
  /** Whether the user is asked for consent, if there are terms. */
  readonly asksForConsent?: boolean;
  readonly resend: () => Promise<SendAnswer>;
  readonly below?: ReactNode;
}): ReactNode {
  const { t } = useLingui();
  const { email } = sent;
  const { data: config } = useQuery(configQuery);
  const terms = asksForConsent ? config?.terms : undefined;
  const password = useNewPassword(email);
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [resendAt, setResendAt] = useState(sent.resendAt);
  const set = useAction({
    run: async () => {
      await setPassword(code, password.value, terms?.version);
      forgetSentCode();
      flow.begin(email);
      await flow.withPassword(password.value);
      const { question } = flow.state;
      if (question !== undefined) {
        await navigate({ to: "/challenge/$question", params: { question: question.name } });
      }
    },
  });
  const again = useAction({
    run: async () => {
      setResendAt(rememberSentCode(email, await resend()).resendAt);
      setCode("");
    },
  });
  const [isTried, setTried] = useState(false);
  const [hasAgreed, setAgreed] = useState(false);
  const submit = () => {
    setTried(true);
    if (password.isRight && code !== "" && (terms === undefined || hasAgreed)) return set.run();
  };
  const failure = set.error === null ? undefined : toFailure(set.error);
  const isWrongCode = failure?.code === "code_mismatch" || failure?.code === "code_expired";
  return (
    <>
      <QuestionForm
        action={action}
        onSubmit={submit}
        isBusy={set.isBusy}
        error={set.error ?? again.error}
        shownByField={["code_mismatch", "code_expired", "invalid_password", "password_reused"]}
      >
        <CodeField
          label={t`Code`}
          value={code}
          onChange={setCode}
          autoFocus
          problem={
            isWrongCode
              ? t`The code is not right or no longer valid. Check it, or ask for a new one.`
              : isTried && code === ""
                ? t`Enter the code.`
                : undefined
          }
        />
        <UsernameField email={email} />
        <NewPasswordField size="large" password={password} isTried={isTried} error={set.error} />
        {terms !== undefined && (
          <Agreement
            terms={terms}
            isAgreed={hasAgreed}
            onChange={setAgreed}
            problem={isTried && !hasAgreed ? t`Accept the terms to create the account.` : undefined}
          />
        )}
      </QuestionForm>
      <Below>
        <Resend waitUntil={resendAt} onResend={() => void again.run()} isBusy={again.isBusy} />
        {below}
      </Below>
    </>
  );
}
