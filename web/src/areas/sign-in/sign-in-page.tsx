import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { brandOf, configQuery } from "../../api/config.ts";
import { Banner } from "../../components/banner.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow, lastAddress } from "./current-flow.ts";
import { EmailField } from "./email-field.tsx";
import { Below, QuestionForm } from "./parts.tsx";
import { Providers } from "./providers.tsx";

/** The address first; password and other factors come after. */
export function SignInPage(): ReactNode {
  const { t } = useLingui();
  const search = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const config = useQuery(configQuery);
  const { name } = brandOf(config.data);
  const [email, setEmail] = useState(() => flow.state.email || lastAddress());
  const [isWrong, setWrong] = useState(false);
  const submit = async () => {
    if (!isAddress(email)) return setWrong(true);
    flow.begin(email.trim());
    await navigate({ to: "/challenge/$question", params: { question: "password" } });
  };
  return (
    <SignInCard title={t`Sign in`} lead={<Trans>to continue to {name}</Trans>}>
      {search.ended === true && (
        <Banner tone="info">
          <Trans>You were signed out. Sign in to continue where you were.</Trans>
        </Banner>
      )}
      {search.done === "recovery" && (
        <Banner tone="success">
          <Trans>Your second steps are off. Sign in, then set up a new one.</Trans>
        </Banner>
      )}
      <FailureBanner error={config.error} onRetry={() => void config.refetch()} />
      <QuestionForm action={t`Continue`} onSubmit={submit} isBusy={false}>
        <EmailField value={email} onChange={setEmail} isChecked={isWrong} autoComplete="username webauthn" />
      </QuestionForm>
      <Providers config={config.data} />
      <Below>
        <span>
          {config.data?.signUp === "invited" ? <Trans>Invited?</Trans> : <Trans>No account yet?</Trans>}{" "}
          <Link to="/sign-up">
            <Trans>Sign up</Trans>
          </Link>
        </span>
      </Below>
    </SignInCard>
  );
}
