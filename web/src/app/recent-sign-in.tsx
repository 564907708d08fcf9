import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { answer, api } from "../api/api.ts";
import { useAction } from "../api/use-action.ts";
import { Button } from "../components/button.tsx";
import { Dialog, DialogFoot } from "../components/dialog.tsx";
import { PasswordField } from "../components/password-field.tsx";
import { FailureBanner } from "../components/states.tsx";
import { adoptTokens, currentTokens, useSession } from "../session/session.ts";
import { answerSignInAgain } from "../session/sign-in-again.ts";

/** Asks for a recent sign-in where a request needs one, in place; what was begun then goes on. */
export function RecentSignIn(): ReactNode {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const settle = useRef<(token: string | undefined) => void>(undefined);
  useEffect(
    () =>
      answerSignInAgain(
        () =>
          new Promise((resolve) => {
            settle.current = resolve;
            setOpen(true);
          }),
      ),
    [],
  );
  const finish = (token: string | undefined) => {
    setOpen(false);
    settle.current?.(token);
    settle.current = undefined;
  };
  return (
    <Dialog title={t`Sign in again`} isOpen={isOpen} onOpenChange={(open) => !open && finish(undefined)}>
      <PasswordAgain onDone={finish} />
    </Dialog>
  );
}

function PasswordAgain({ onDone }: { readonly onDone: (token: string | undefined) => void }): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const [password, setPassword] = useState("");
  const email = session?.email ?? "";
  const signIn = useAction({
    run: async () => {
      const step = await answer(
        api().POST("/v1/auth/sign-in", {
          params: { query: { tokens: "cookie" } },
          body: { email, password },
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
    if (step !== undefined && "tokens" in step) onDone(currentTokens()?.accessToken);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p>
        <Trans>This needs a recent sign-in. What you began goes on afterwards.</Trans>
      </p>
      <FailureBanner error={signIn.error} />
      <PasswordField
        label={t`Password of ${email}`}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        autoFocus
      />
      <DialogFoot>
        <Button onPress={() => onDone(undefined)}>{t`Cancel`}</Button>
        <Button type="submit" kind="primary" isBusy={signIn.isBusy}>{t`Continue`}</Button>
      </DialogFoot>
    </form>
  );
}
