import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Row, Rows } from "../../components/rows.tsx";
import styles from "./account.module.css";
import type { ActivityEvent } from "./queries.ts";
import { SignOutEverywhere } from "./sessions-card.tsx";

/** What to do about an event that the owner did not cause. */
export function NotMeDialog({
  event,
  onClose,
}: {
  readonly event: ActivityEvent;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  return (
    <Dialog title={t`This was not you?`} isOpen onOpenChange={onClose} isWide>
      <p>
        {event.actor === undefined ? (
          <Trans>
            Another person may know your password or have one of your devices. Do this, in this order:
          </Trans>
        ) : (
          <Trans>
            An administrator did this. Ask them about it; if it was wrong, this protects your account:
          </Trans>
        )}
      </p>
      <Rows label={t`What to do`}>
        <Row
          icon="key"
          title={t`Change your password`}
          actions={
            <Link
              to="/account/security"
              search={{ open: "password" }}
              className={buttonClass({ size: "small", kind: "primary" })}
            >
              {t`Change password`}
            </Link>
          }
        >
          {t`All other sessions end with it.`}
        </Row>
        <Row icon="signOut" title={t`End every session`} actions={<SignOutEverywhere />}>
          {t`If you can't change the password now.`}
        </Row>
        <Row
          icon="shield"
          title={t`Check second steps and passkeys`}
          actions={
            <Link to="/account/security" className={buttonClass({ size: "small" })}>
              {t`Go to security`}
            </Link>
          }
        >
          {t`Remove what you do not recognise. A passkey stays when you change your password.`}
        </Row>
      </Rows>
      <p className={styles.hint}>
        <Trans>Did it happen again afterwards? Tell your administrator, with the time shown.</Trans>
      </p>
    </Dialog>
  );
}
