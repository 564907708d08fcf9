import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../../api/api.ts";
import { type AuthConfig, configQuery } from "../../../api/config.ts";
import { toFailure } from "../../../api/problem.ts";
import { useAction } from "../../../api/use-action.ts";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import type { Question } from "../flow.ts";
import { Below, Divider, QuestionForm, Stack } from "../parts.tsx";
import { rememberSentCode } from "../sent-code.ts";
import type { QuestionProps } from "./question.tsx";

type Method = AuthConfig["signInMethods"][number];

/** Ways besides the password that the API says are on. */
function OtherWays({
  flow,
  methods,
}: Pick<QuestionProps<Question>, "flow"> & { readonly methods: readonly Method[] }) {
  const { t } = useLingui();
  const mail = useAction({ run: () => flow.sendCode("email") });
  const message = useAction({ run: () => flow.sendCode("sms") });
  const link = useAction({ run: () => flow.sendLink() });
  const passkey = useAction({ run: () => flow.withPasskey() });
  const all = [mail, message, link, passkey];
  const isBusy = all.some((way) => way.isBusy);
  /** One way at a time: one way's failure must not show beside another. */
  const press = (way: (typeof all)[number]) => ({
    isBusy: way.isBusy,
    isDisabled: isBusy && !way.isBusy,
    onPress: () => {
      for (const one of all) one.reset();
      void way.run();
    },
  });
  return (
    <Stack>
      <FailureBanner error={all.find((way) => way.error !== null)?.error} />
      {methods.includes("email_link") && (
        <Button size="large" isWide {...press(link)}>
          <Icon name="link" />
          {t`Send a sign-in link by e-mail`}
        </Button>
      )}
      {methods.includes("email_code") && (
        <Button size="large" isWide {...press(mail)}>
          <Icon name="mail" />
          {t`Send a code by e-mail`}
        </Button>
      )}
      {methods.includes("sms_code") && (
        <Button size="large" isWide {...press(message)}>
          <Icon name="message" />
          {t`Send a code by text message`}
        </Button>
      )}
      {methods.includes("passkey") && (
        <Button size="large" isWide {...press(passkey)}>
          <Icon name="passkey" />
          {t`Use a passkey`}
        </Button>
      )}
    </Stack>
  );
}

/** The API does not distinguish an unconfirmed account from a wrong password, so this is offered to every user. */
function Unconfirmed({ email }: { readonly email: string }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const resend = useAction({
    run: async () => {
      rememberSentCode(email, await answer(api().POST("/v1/auth/resend-code", { body: { email } })));
      await navigate({ to: "/confirm" });
    },
  });
  return (
    <>
      <FailureBanner error={resend.error} />
      <Below>
        <span>
          <Trans>Signed up and never confirmed?</Trans>{" "}
          <Button kind="link" isDisabled={resend.isBusy} onPress={() => void resend.run()}>
            {t`Send the code again`}
          </Button>
        </span>
      </Below>
    </>
  );
}

/** Asks for the password; other ways are below. */
export function PasswordQuestion({
  flow,
  question,
  isInDialog,
  needsSecondFactor = false,
}: QuestionProps<Question & { name: "password" }>): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { failure } = flow.state;
  const signIn = useAction({
    run: async () =>
      question.step === undefined
        ? flow.withPassword(password)
        : flow.take(await question.step.answer({ password })),
  });
  const submit = () => {
    setMissing(password === "");
    if (password !== "") return signIn.run();
  };
  const isRefused = signIn.error !== null && toFailure(signIn.error).code === "invalid_credentials";
  const methods = config?.signInMethods ?? ["password"];
  // A link is opened in another tab, which does not know what the dialog is for.
  const isOffered = (method: string) =>
    needsSecondFactor
      ? method === "passkey"
      : method !== "password" && !(isInDialog === true && method === "email_link");
  const others = methods.filter(isOffered);
  return (
    <>
      {methods.includes("password") && (
        <QuestionForm
          action={t`Sign in`}
          onSubmit={submit}
          isBusy={signIn.isBusy}
          error={signIn.error ?? failure}
        >
          <PasswordField
            size="large"
            label={t`Password`}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            autoFocus
            problem={isMissing && password === "" ? t`Enter your password.` : undefined}
            aside={
              isInDialog ? undefined : (
                <Link to="/reset">
                  <Trans>Forgot password?</Trans>
                </Link>
              )
            }
          />
        </QuestionForm>
      )}
      {!isInDialog && isRefused && <Unconfirmed email={flow.state.email} />}
      {others.length > 0 && question.step === undefined && (
        <>
          {methods.includes("password") && <Divider />}
          <OtherWays flow={flow} methods={others} />
        </>
      )}
    </>
  );
}
