import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { brandOf, configQuery } from "../../api/config.ts";
import { useAction } from "../../api/use-action.ts";
import { TextField } from "../../components/text-field.tsx";
import { currentLanguage } from "../../i18n/languages.ts";
import { isAddress } from "./address.ts";
import { SignInCard } from "./card.tsx";
import { flow } from "./current-flow.ts";
import { EmailField } from "./email-field.tsx";
import { Below, QuestionForm } from "./parts.tsx";
import { Providers } from "./providers.tsx";
import { rememberSentCode } from "./sent-code.ts";

/** A new account: the address, and optionally a name. The password follows once the address is verified. */
export function SignUpPage(): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { data: config } = useQuery(configQuery);
  const { name: app } = brandOf(config);
  const [email, setEmail] = useState(flow.state.email);
  const [name, setName] = useState("");
  const [isWrong, setWrong] = useState(false);
  const signUp = useAction({
    run: async () => {
      const profile = { locale: currentLanguage(), ...(name.trim() !== "" && { name: name.trim() }) };
      return answer(api().POST("/v1/auth/sign-up", { body: { email: email.trim(), profile } }));
    },
  });
  const submit = async () => {
    if (!isAddress(email)) return setWrong(true);
    const sent = await signUp.run();
    if (sent === undefined) return;
    flow.begin(email.trim());
    rememberSentCode(email.trim(), sent);
    await navigate({ to: "/confirm" });
  };
  return (
    <SignInCard
      title={t`Create your account`}
      lead={
        config?.signUp === "invited" ? (
          <Trans>{app} is by invitation: use the address of your invitation.</Trans>
        ) : (
          <Trans>to use {app}</Trans>
        )
      }
    >
      <QuestionForm action={t`Send code`} onSubmit={submit} isBusy={signUp.isBusy} error={signUp.error}>
        <EmailField value={email} onChange={setEmail} isChecked={isWrong} />
        <TextField
          size="large"
          label={t`Name`}
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          isOptional
        />
      </QuestionForm>
      <Providers config={config} />
      <Below>
        <span>
          <Trans>Have an account?</Trans>{" "}
          <Link to="/sign-in">
            <Trans>Sign in</Trans>
          </Link>
        </span>
      </Below>
    </SignInCard>
  );
}
