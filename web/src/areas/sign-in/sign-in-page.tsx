import { useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import { safeReturn } from "../../session/guards.ts";
import { adoptTokens } from "../../session/session.ts";
import styles from "./card.module.css";
import { SignInCard } from "./card.tsx";

export function SignInPage(): ReactNode {
  const { t } = useLingui();
  const search = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useAction({
    run: async () => {
      const body = { email, password };
      const step = await answer(
        api().POST("/v1/auth/sign-in", {
          params: { query: { tokens: "cookie" } },
          body,
          credentials: "include",
        }),
      );
      if ("tokens" in step) adoptTokens(step.tokens);
      return step;
    },
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const step = await signIn.run();
    if (step !== undefined && "tokens" in step) await navigate({ href: safeReturn(search.return) });
  };
  return (
    <SignInCard title={t`Sign in`} lead={t`Welcome back.`}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {search.ended && (
          <Banner tone="info">{t`You were signed out. Sign in to go on where you were.`}</Banner>
        )}
        <FailureBanner error={signIn.error} />
        <TextField
          size="large"
          label={t`E-mail address`}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          autoFocus
        />
        <PasswordField
          size="large"
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" kind="primary" size="large" isWide isBusy={signIn.isBusy}>{t`Sign in`}</Button>
      </form>
    </SignInCard>
  );
}
