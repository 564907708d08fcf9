import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow, lastAddress } from "./current-flow.ts";
import { EmailField } from "./email-field.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";
import { Below, QuestionForm } from "./parts.tsx";
import { readSentCode, rememberSentCode, type SentCode } from "./sent-code.ts";

const sendCode = (email: string) => answer(api().POST("/v1/auth/forgot-password", { body: { email } }));

/** A forgotten password: the address, then a code and a new one. */
export function ResetPage(): ReactNode {
  const { step } = useSearch({ from: "/reset" });
  // Kept until the next page is there: it is forgotten with the new password.
  const sent = useMemo(() => (step === "code" ? readSentCode() : undefined), [step]);
  return sent === undefined ? <AskAddress /> : <ChoosePassword sent={sent} />;
}

function AskAddress(): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [email, setEmail] = useState(() => flow.state.email || lastAddress());
  const [isWrong, setWrong] = useState(false);
  const send = useAction({ run: () => sendCode(email.trim()) });
  const submit = async () => {
    if (!isAddress(email)) return setWrong(true);
    const sent = await send.run();
    if (sent === undefined) return;
    flow.begin(email.trim());
    rememberSentCode(email.trim(), sent);
    await navigate({ to: "/reset", search: { step: "code" } });
  };
  return (
    <SignInCard
      title={t`Reset your password`}
      lead={<Trans>We send a code to your address. With it you choose a new password.</Trans>}
    >
      <QuestionForm action={t`Send code`} onSubmit={submit} isBusy={send.isBusy} error={send.error}>
        <EmailField value={email} onChange={setEmail} isChecked={isWrong} />
      </QuestionForm>
      <Below>
        <Link to="/sign-in">
          <Trans>Back to sign-in</Trans>
        </Link>
      </Below>
    </SignInCard>
  );
}

function ChoosePassword({ sent }: { readonly sent: SentCode }): ReactNode {
  const { t } = useLingui();
  const { email } = sent;
  return (
    <SignInCard
      title={t`Choose a new password`}
      lead={
        <Trans>
          If <strong>{email}</strong> has an account, a code is on its way. Setting the password signs you out
          everywhere.
        </Trans>
      }
    >
      <NewPasswordForm
        sent={sent}
        action={t`Set password and sign in`}
        setPassword={(code, newPassword) =>
          answer(api().POST("/v1/auth/reset-password", { body: { email, code, newPassword } }))
        }
        resend={() => sendCode(email)}
        below={
          <Link to="/sign-in">
            <Trans>Back to sign-in</Trans>
          </Link>
        }
      />
    </SignInCard>
  );
}
