import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../../../components/button.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "./amplify.module.css";
import { answer, beginWithCode, beginWithPassword } from "./sign-in-by-steps.ts";
import { stageAfter, type useSteps } from "./steps.ts";
import type { Way } from "./ways.ts";

export type Steps = ReturnType<typeof useSteps>;

const onSubmit = (run: () => void) => (event: FormEvent) => {
  event.preventDefault();
  run();
};

/** Asks for the address and, if needed, the password. */
export function AddressForm({
  way,
  steps: { isBusy, run },
}: {
  readonly way: Exclude<Way, "redirect">;
  readonly steps: Steps;
}): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const submit = () =>
    run(async () => {
      const begun = way === "code" ? await beginWithCode(email) : await beginWithPassword(email, password);
      setPassword("");
      return stageAfter(begun);
    });
  return (
    <form className={styles.form} onSubmit={onSubmit(submit)}>
      <TextField
        label={t`E-mail address`}
        type="email"
        autoComplete="off"
        value={email}
        onChange={setEmail}
        isRequired
      />
      {way === "password" && (
        <PasswordField
          label={t`Password`}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
        />
      )}
      <Button kind="primary" type="submit" isBusy={isBusy}>
        {way === "code" ? t`Send code with Amplify` : t`Sign in with Amplify`}
      </Button>
    </form>
  );
}

/** Asks for the code of any factor. */
export function CodeForm({
  asked,
  steps: { stage, isBusy, run, restart },
}: {
  readonly asked: number;
  readonly steps: Steps;
}): ReactNode {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const submit = () =>
    run(async () => {
      const next = await stageAfter(await answer(code), stage);
      setCode("");
      return next;
    });
  return (
    <form className={styles.form} onSubmit={onSubmit(submit)}>
      <TextField
        label={t`Code`}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={setCode}
        problem={asked > 1 && code === "" ? t`Wrong code. Enter it again.` : undefined}
        isRequired
        autoFocus
      />
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {t`Continue`}
        </Button>
        <Button kind="quiet" onPress={restart}>{t`Start over`}</Button>
      </div>
    </form>
  );
}

/** Asks which second step to use, by Amplify's names. */
export function FactorChoice({
  factors,
  steps: { isBusy, run },
}: {
  readonly factors: readonly string[];
  readonly steps: Steps;
}): ReactNode {
  const { t } = useLingui();
  const names: Readonly<Record<string, string>> = {
    TOTP: t`Code of an authenticator app`,
    EMAIL: t`Code by e-mail`,
    SMS: t`Code by text message`,
  };
  return (
    <div className={styles.buttons}>
      {factors.map((factor) => (
        <Button
          key={factor}
          isDisabled={isBusy}
          onPress={() => run(async () => stageAfter(await answer(factor)))}
        >
          {names[factor] ?? factor}
        </Button>
      ))}
    </div>
  );
}
