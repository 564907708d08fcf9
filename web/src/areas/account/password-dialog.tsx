import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import type { Profile } from "../../api/profile.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { showToast } from "../../components/show-toast.ts";
import { FailureBanner } from "../../components/states.tsx";
import { UsernameField } from "../../components/username-field.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { createFlow, type SignInFlow, useFlow } from "../sign-in/flow.ts";
import { NewPasswordField, useNewPassword } from "../sign-in/new-password-field.tsx";
import { QuestionLead } from "../sign-in/question-lead.tsx";
import { QuestionView } from "../sign-in/questions/question-view.tsx";
import styles from "./account.module.css";

/** Error codes that the fields show themselves. */
const SHOWN_BY_FIELD = ["invalid_credentials", "invalid_password", "password_reused"];

/** A new password ends every session, this one too. So the dialog signs in with it at once, and asks for a second step if there is one. */
export function PasswordDialog({
  me,
  onClose,
}: {
  readonly me: Profile;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [flow, setFlow] = useState<SignInFlow>();
  const finish = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: ["me"] });
    void showToast({ text: t`Password changed. All other sessions have ended.` });
  };
  const signIn = async (password: string) => {
    await loadTexts("sign-in");
    const next = createFlow(finish, me.email);
    // The password was set a moment ago, so only the connection can fail; the flow then asks for the password again.
    await next.withPassword(password).catch(() => undefined);
    if (!next.state.isDone) setFlow(next);
  };
  return (
    <Dialog
      title={flow === undefined ? t`Change password` : t`Password changed`}
      isOpen
      onOpenChange={onClose}
      isHeld={flow !== undefined}
    >
      {flow === undefined ? (
        <NewPassword
          email={me.email ?? ""}
          mayHaveNone={me.passwordChangedAt === null}
          onDone={signIn}
          onClose={onClose}
        />
      ) : (
        <SecondStep flow={flow} />
      )}
    </Dialog>
  );
}

/** Every session has ended; the new sign-in has another step. */
function SecondStep({ flow }: { readonly flow: SignInFlow }): ReactNode {
  const { question } = useFlow(flow);
  if (question === undefined) return null;
  return (
    <>
      <p>
        <Trans>Every session has ended. Sign in here to continue.</Trans>{" "}
        {question.name !== "password" && <QuestionLead question={question} />}
      </p>
      <QuestionView flow={flow} question={question} isInDialog />
    </>
  );
}

function NewPassword({
  email,
  mayHaveNone,
  onDone,
  onClose,
}: {
  readonly email: string;
  readonly mayHaveNone: boolean;
  readonly onDone: (password: string) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const next = useNewPassword(email);
  const [current, setCurrent] = useState("");
  const [isTried, setTried] = useState(false);
  const change = useAction({
    run: async () => {
      const body = { newPassword: next.value, ...(current === "" ? {} : { currentPassword: current }) };
      await answer(api().POST("/v1/me/password", { body }));
      await onDone(next.value);
    },
  });
  const isCurrentMissing = current === "" && !mayHaveNone;
  const failure = change.error === null ? undefined : toFailure(change.error);
  const isShown = failure !== undefined && SHOWN_BY_FIELD.includes(failure.code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (next.isRight && !isCurrentMissing && !change.isBusy) void change.run();
  };
  const currentProblem = () => {
    if (failure?.code === "invalid_credentials") return t`This is not your current password.`;
    return isTried && isCurrentMissing ? t`Enter your current password.` : undefined;
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {!isShown && <FailureBanner error={change.error} />}
      <p>
        <Trans>All other sessions end. You stay signed in here.</Trans>
      </p>
      <UsernameField email={email} />
      <PasswordField
        label={t`Current password`}
        name="current-password"
        autoComplete="current-password"
        autoFocus
        value={current}
        onChange={setCurrent}
        problem={currentProblem()}
        {...(mayHaveNone ? { hint: t`Leave it empty if this account has none yet.` } : {})}
      />
      <NewPasswordField password={next} isTried={isTried} error={change.error} />
      <DialogFoot>
        <Button onPress={onClose} isDisabled={change.isBusy}>{t`Cancel`}</Button>
        <Button type="submit" kind="primary" isBusy={change.isBusy}>{t`Change password`}</Button>
      </DialogFoot>
    </form>
  );
}
