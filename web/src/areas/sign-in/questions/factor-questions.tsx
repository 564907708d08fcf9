import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Button } from "../../../components/button.tsx";
import { Icon, type IconName } from "../../../components/icons.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import type { Question } from "../flow.ts";
import { Below, Stack } from "../parts.tsx";
import { AuthenticatorCode } from "./authenticator-code.tsx";
import type { QuestionProps } from "./question.tsx";

/** Asks for the code of an authenticator app. */
export function AuthenticatorQuestion({
  flow,
  question,
  isInDialog,
}: QuestionProps<Question & { name: "authenticator" }>): ReactNode {
  const { t } = useLingui();
  return (
    <>
      <AuthenticatorCode flow={flow} step={question.step} autoFocus />
      <Below>
        {!isInDialog && (
          <Link to="/recovery">
            <Trans>Lost your authenticator app?</Trans>
          </Link>
        )}
        <Button kind="link" onPress={flow.back}>{t`Other ways to sign in`}</Button>
      </Below>
    </>
  );
}

interface Choice<Factor extends string> {
  readonly factor: Factor;
  readonly icon: IconName;
  readonly label: string;
}

/** A button for each way. */
function Choices<Factor extends string>({
  choices,
  onChoose,
  onBack,
}: {
  readonly choices: readonly Choice<Factor>[];
  readonly onChoose: (factor: Factor) => Promise<void>;
  readonly onBack: () => void;
}): ReactNode {
  const { t } = useLingui();
  const choose = useAction({ run: onChoose });
  return (
    <>
      <Stack>
        <FailureBanner error={choose.error} />
        {choices.map(({ factor, icon, label }) => (
          <Button
            key={factor}
            size="large"
            isWide
            isDisabled={choose.isBusy}
            onPress={() => void choose.run(factor)}
          >
            <Icon name={icon} />
            {label}
          </Button>
        ))}
      </Stack>
      <Below>
        <Button kind="link" onPress={onBack}>{t`Back`}</Button>
      </Below>
    </>
  );
}

/** Asks which second step to use. */
export function ChooseStepQuestion({
  flow,
  question,
}: QuestionProps<Question & { name: "choose-step" }>): ReactNode {
  const { t } = useLingui();
  const { step } = question;
  const all = [
    { factor: "SOFTWARE_TOKEN_MFA", icon: "device", label: t`Code of your authenticator app` },
    { factor: "EMAIL_OTP", icon: "mail", label: t`Code by e-mail` },
    { factor: "SMS_MFA", icon: "message", label: t`Code by text message` },
  ] as const;
  return (
    <Choices
      choices={all.filter(({ factor }) => step.choices.includes(factor))}
      onChoose={(factor) => flow.choose(step, factor)}
      onBack={flow.back}
    />
  );
}

/** Asks for another way if the account has no passkey. */
export function ChooseWayQuestion({
  flow,
  question,
}: QuestionProps<Question & { name: "choose-way" }>): ReactNode {
  const { t } = useLingui();
  const { step } = question;
  const all = [
    { factor: "WEB_AUTHN", icon: "passkey", label: t`Passkey` },
    { factor: "PASSWORD", icon: "key", label: t`Password` },
    { factor: "EMAIL_OTP", icon: "mail", label: t`Code by e-mail` },
    { factor: "SMS_OTP", icon: "message", label: t`Code by text message` },
  ] as const;
  return (
    <Choices
      choices={all.filter(({ factor }) => step.available.includes(factor))}
      onChoose={async (factor) => flow.take(await step.answer({ factor }))}
      onBack={flow.back}
    />
  );
}
