import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { CodeField, Resend } from "../../components/code-field.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow, lastAddress } from "./current-flow.ts";
import { EmailField } from "./email-field.tsx";
import { Below, QuestionForm } from "./parts.tsx";
import { resendTime } from "./sent-code.ts";

/** After a lost authenticator: password, an e-mailed code and a recovery code turn the second factors off. */
export function RecoveryPage(): ReactNode {
  const [begun, setBegun] = useState<Begun>();
  return begun === undefined ? <AskPassword onBegun={setBegun} /> : <AskCodes begun={begun} />;
}

interface Begun {
  /** Identifies this recovery to the API. */
  readonly recovery: string;
  /** In milliseconds since the epoch: when asking for another code makes sense. */
  readonly resendAt: number;
  /** Sends another code, which starts another recovery. @throws ApiFailure */
  readonly again: () => Promise<Begun>;
}

async function beginRecovery(email: string, password: string): Promise<Begun> {
  const begun = await answer(api().POST("/v1/auth/recovery", { body: { email, password } }));
  return {
    recovery: begun.recovery,
    resendAt: resendTime(begun),
    again: () => beginRecovery(email, password),
  };
}

const BackToSignIn = ({ children }: { readonly children?: ReactNode }): ReactNode => (
  <Below>
    {children}
    <Link to="/sign-in">
      <Trans>Back to sign-in</Trans>
    </Link>
  </Below>
);

function AskPassword({ onBegun }: { readonly onBegun: (begun: Begun) => void }): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState(() => flow.state.email || lastAddress());
  const [password, setPassword] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const begin = useAction({
    run: () => beginRecovery(email.trim(), password),
  });
  const submit = async () => {
    setWrong(!isAddress(email));
    setMissing(password === "");
    if (!isAddress(email) || password === "") return;
    const begun = await begin.run();
    if (begun !== undefined) onBegun(begun);
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
        <EmailField value={email} onChange={setEmail} isChecked={isWrong} autoFocus={email === ""} />
        <PasswordField
          size="large"
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          autoFocus={email !== ""}
          problem={isMissing && password === "" ? t`Enter your password.` : undefined}
        />
      </QuestionForm>
      <BackToSignIn />
    </SignInCard>
  );
}

function AskCodes(props: { readonly begun: Begun }): ReactNode {
  const { t } = useLingui();
  const [{ recovery, resendAt, again }, setBegun] = useState(props.begun);
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [recoveryCode, setRecoveryCode] = useState("");
  const complete = useAction({
    run: async () => {
      await answer(api().POST("/v1/auth/recovery/complete", { body: { recovery, code, recoveryCode } }));
      await navigate({ to: "/sign-in", search: { done: "recovery" } });
    },
  });
  const resend = useAction({
    run: async () => {
      setBegun(await again());
      setCode("");
      complete.reset();
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
        error={complete.error ?? resend.error}
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
          isMono
          value={recoveryCode}
          onChange={setRecoveryCode}
          problem={problem}
        />
      </QuestionForm>
      <BackToSignIn>
        <Resend waitUntil={resendAt} onResend={() => void resend.run()} isBusy={resend.isBusy} />
      </BackToSignIn>
    </SignInCard>
  );
}
