import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { useHasScope } from "../shared/use-scopes.ts";
import styles from "./user.module.css";

/** Cognito has no operation by which administrators list or remove passkeys. */
export function PasskeysCard({ id }: { readonly id: string }): ReactNode {
  const { t } = useLingui();
  const maySeeActivity = useHasScope("api/audit.read");
  return (
    <Card
      title={t`Passkeys`}
      action={
        maySeeActivity && (
          <Link to="/admin/users/$id/activity" params={{ id }} search={{ type: "passkey_added" }}>
            <Trans>Show in activity</Trans>
          </Link>
        )
      }
    >
      <p className={styles.note}>
        <Trans>
          Cognito shows passkeys only to their owner, who alone can remove them. The activity shows when one
          was added or removed.
        </Trans>
      </p>
    </Card>
  );
}
