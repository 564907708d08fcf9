import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { CodeField } from "../../components/code-field.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow, lastAddress } from "./current-flow.ts";
import { Below, QuestionForm } from "./parts.tsx";

/** A lost authenticator: password, a code from the mailbox and a recovery code turn the second steps off. */
export function RecoveryPage(): ReactNode {
  const [recovery, setRecovery] = useState<string>();
  return recovery === undefined ? <AskPassword onBegun={setRecovery} /> : <AskCodes recovery={recovery} />;
}

const BackToSignIn = (): ReactNode => (
  <Below>
    <Link to="/sign-in">
      <Trans>Back to sign-in</Trans>
    </Link>
  </Below>
);

function AskPassword({ onBegun }: { readonly onBegun: (recovery: string) => void }): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState(() => flow.state.email || lastAddress());
  const [password, setPassword] = useState("");
  const [isWrong, setWrong] = useState(false);
  const begin = useAction({
    run: () => answer(api().POST("/v1/auth/recovery", { body: { email: email.trim(), password } })),
  });
  const submit = async () => {
    if (!isAddress(email)) return setWrong(true);
    const begun = await begin.run();
    if (begun !== undefined) onBegun(begun.recovery);
  };
  return (
    <SignInCard
      title={t`Recover your account`}
      lead={
        <Trans>
          For when your authenticator app is lost. You need your password and one of your recovery codes.
        </Trans>
      }
    >
      <QuestionForm action={t`Send code`} onSubmit={submit} isBusy={begin.isBusy} error={begin.error}>
        <TextField
          size="large"
          label={t`E-mail address`}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          problem={
            isWrong && !isAddress(email) ? t`Enter a whole address, such as name@example.com.` : undefined
          }
        />
        <PasswordField
          size="large"
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          autoFocus={email !== ""}
        />
      </QuestionForm>
      <BackToSignIn />
    </SignInCard>
  );
}

function AskCodes({ recovery }: { readonly recovery: string }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [recoveryCode, setRecoveryCode] = useState("");
  const complete = useAction({
    run: async () => {
      await answer(api().POST("/v1/auth/recovery/complete", { body: { recovery, code, recoveryCode } }));
      await navigate({ to: "/sign-in", search: { done: "recovery" } });
    },
  });
  const isWrong = complete.error !== null && toFailure(complete.error).code === "code_mismatch";
  const problem = isWrong ? t`One of the two codes is not right. Check both.` : undefined;
  return (
    <SignInCard
      title={t`Enter both codes`}
      lead={
        <Trans>
          If everything was right, a mail with a code is on its way. The recovery code can be used once.
        </Trans>
      }
    >
      <QuestionForm
        action={t`Turn second steps off`}
        onSubmit={() => complete.run()}
        isBusy={complete.isBusy}
        error={complete.error}
        shownByField={["code_mismatch"]}
      >
        <CodeField
          label={t`Code from the mail`}
          value={code}
          onChange={setCode}
          problem={problem}
          autoFocus
        />
        <TextField
          size="large"
          label={t`Recovery code`}
          name="recovery-code"
          autoComplete="off"
          spellCheck="false"
          isMono
          value={recoveryCode}
          onChange={setRecoveryCode}
          problem={problem}
        />
      </QuestionForm>
      <BackToSignIn />
    </SignInCard>
  );
}
