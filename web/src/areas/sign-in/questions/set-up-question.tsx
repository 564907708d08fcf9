import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AuthenticatorStep } from "../../../../../clients/typescript/index.ts";
import { failureOfProblem } from "../../../api/problem.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { QrCode } from "../../../components/qr-code.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import type { Question, SignInFlow } from "../flow.ts";
import { AuthenticatorCode } from "./authenticator-code.tsx";
import type { QuestionProps } from "./question.tsx";
import styles from "./set-up.module.css";

/** Sets up an authenticator app where every user must have one: the secret as QR code and text, then its first code. */
export function SetUpQuestion({ flow, question }: QuestionProps<Question & { name: "set-up" }>): ReactNode {
  const query = useQuery({
    queryKey: ["set-up", flow.state.email],
    // A second request would replace the secret on the screen.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const step = await question.step.setUp();
      if (step.kind === "refused") throw failureOfProblem(step.problem);
      return step;
    },
  });
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <Bone height={11} />
          <Bone height={2.75} />
        </>
      }
    >
      {(step) => <FirstCode flow={flow} step={step} />}
    </Loaded>
  );
}

function FirstCode({
  flow,
  step,
}: {
  readonly flow: SignInFlow;
  readonly step: AuthenticatorStep;
}): ReactNode {
  const { t } = useLingui();
  return (
    <>
      <ol className={styles.steps}>
        <li>
          <Trans>Scan this with an authenticator app, or type the key into it.</Trans>
          <QrCode text={step.otpauthUri} label={t`QR code for your authenticator app`} />
          <span className={styles.key}>
            <code>{step.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <CopyButton text={step.secret} label={t`Copy key`} />
          </span>
        </li>
        <li>
          <Trans>Enter the six digits that the app shows.</Trans>
        </li>
      </ol>
      <AuthenticatorCode flow={flow} step={step} />
    </>
  );
}
