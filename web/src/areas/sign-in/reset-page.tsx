import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { TextField } from "../../components/text-field.tsx";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow, lastAddress } from "./current-flow.ts";
import { useFlow } from "./flow.ts";
import { NewPasswordForm } from "./new-password-form.tsx";
import { Below, QuestionForm } from "./parts.tsx";

const sendCode = (email: string) => answer(api().POST("/v1/auth/forgot-password", { body: { email } }));

/** A forgotten password: the address, then a code and a new one. */
export function ResetPage(): ReactNode {
  const [sentTo, setSentTo] = useState<string>();
  const { isDone } = useFlow(flow);
  if (isDone) return null;
  return sentTo === undefined ? (
    <AskAddress
      onSent={(email) => {
        flow.begin(email);
        setSentTo(email);
      }}
    />
  ) : (
    <ChoosePassword email={sentTo} />
  );
}

function AskAddress({ onSent }: { readonly onSent: (email: string) => void }): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState(() => flow.state.email || lastAddress());
  const [isWrong, setWrong] = useState(false);
  const send = useAction({ run: () => sendCode(email.trim()) });
  const submit = async () => {
    if (!isAddress(email)) return setWrong(true);
    if ((await send.run()) !== undefined) onSent(email.trim());
  };
  return (
    <SignInCard
      title={t`Reset your password`}
      lead={<Trans>We send a code to your address. With it you choose a new password.</Trans>}
    >
      <QuestionForm action={t`Send code`} onSubmit={submit} isBusy={send.isBusy} error={send.error}>
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
          autoFocus
        />
      </QuestionForm>
      <Below>
        <Link to="/sign-in">
          <Trans>Back to sign-in</Trans>
        </Link>
      </Below>
    </SignInCard>
  );
}

function ChoosePassword({ email }: { readonly email: string }): ReactNode {
  const { t } = useLingui();

  return (
    <SignInCard
      title={t`Choose a new password`}
      lead={
        <Trans>
          If <strong>{email}</strong> has an account, a code is on its way. Setting the password signs out
          everywhere.
        </Trans>
      }
    >
      <NewPasswordForm
        email={email}
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
