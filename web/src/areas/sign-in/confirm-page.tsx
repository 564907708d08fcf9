import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { SignInCard } from "./card.tsx";
import { flow } from "./current-flow.ts";
import { useFlow } from "./flow.ts";
import { NewPasswordForm } from "./new-password-form.tsx";

/** The code of a sign-up, and the password. */
export function ConfirmPage(): ReactNode {
  const { t } = useLingui();
  const { email, isDone } = useFlow(flow);
  if (email === "") return <Navigate to="/sign-up" replace />;
  if (isDone) return null;
  return (
    <SignInCard
      title={t`Confirm your address`}
      lead={
        <Trans>
          We sent a code to <strong>{email}</strong>. Enter it and choose a password.
        </Trans>
      }
    >
      <NewPasswordForm
        email={email}
        action={t`Create account`}
        setPassword={(code, password) =>
          answer(api().POST("/v1/auth/confirm", { body: { email, code, password } }))
        }
        resend={() => answer(api().POST("/v1/auth/resend-code", { body: { email } }))}
        below={
          <Link to="/sign-up">
            <Trans>Another address</Trans>
          </Link>
        }
      />
    </SignInCard>
  );
}
