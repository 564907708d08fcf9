import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Navigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { SignInCard } from "./card.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";
import { readSentCode } from "./sent-code.ts";

/** Confirms a sign-up: the code, and the password. */
export function ConfirmPage(): ReactNode {
  const { t } = useLingui();
  const [sent] = useState(readSentCode);
  if (sent === undefined) return <Navigate to="/sign-up" replace />;
  const { email } = sent;
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
        sent={sent}
        action={t`Create account`}
        asksForConsent
        setPassword={(code, password, acceptedTerms) =>
          answer(
            api().POST("/v1/auth/confirm", {
              body: { email, code, password, ...(acceptedTerms === undefined ? {} : { acceptedTerms }) },
            }),
          )
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
