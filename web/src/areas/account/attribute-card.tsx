import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import type { Profile } from "../../api/profile.ts";
import { Card } from "../../app/page.tsx";
import { Badge, Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Single } from "../../components/rows.tsx";
import styles from "./account.module.css";
import { type Asked, AttributeDialog, type AttributeName } from "./attribute-dialog.tsx";
import { ConfirmAction } from "./confirm-action.tsx";

const stateOf = (me: Profile, name: AttributeName) =>
  name === "email"
    ? { present: me.email, isVerified: me.emailVerified, pending: me.pending.email }
    : { present: me.phoneNumber, isVerified: me.phoneNumberVerified, pending: me.pending.phoneNumber };

/** An address or a number: the current value, the one that waits for its code, and how to change it. */
export function AttributeCard({
  me,
  name,
}: {
  readonly me: Profile;
  readonly name: AttributeName;
}): ReactNode {
  const { t } = useLingui();
  const [asked, setAsked] = useState<Asked>();
  const { present, isVerified, pending } = stateOf(me, name);
  const isEmail = name === "email";
  return (
    <Card
      title={isEmail ? t`E-mail address` : t`Phone number`}
      lead={
        isEmail
          ? t`You sign in with it, and security notices go there.`
          : t`For codes by text message. It is not shown to others.`
      }
    >
      <Single
        icon={isEmail ? "mail" : "message"}
        title={present ?? (isEmail ? t`No address` : t`No number`)}
        badges={present !== undefined && <Verified isVerified={isVerified} />}
        actions={
          <>
            {present !== undefined && !isVerified && (
              <Button size="small" onPress={() => setAsked({ step: "send" })}>
                {t`Verify`}
              </Button>
            )}
            <Button size="small" onPress={() => setAsked({ step: "value" })}>
              {present === undefined ? t`Add` : t`Change`}
              <span className="visually-hidden"> {isEmail ? t`e-mail address` : t`phone number`}</span>
            </Button>
            {!isEmail && present !== undefined && <RemoveNumber number={present} />}
          </>
        }
      />
      {pending !== undefined && (
        <Banner
          action={
            <div className={styles.buttons}>
              <Button size="small" onPress={() => setAsked({ step: "code", value: pending })}>
                {t`Enter code`}
              </Button>
              {!isEmail && present === undefined && <RemoveNumber number={pending} />}
            </div>
          }
        >
          <Trans>
            <span className={styles.strong}>{pending}</span> waits for its code. Until then nothing changes.
          </Trans>
        </Banner>
      )}
      {asked !== undefined && (
        <AttributeDialog name={name} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </Card>
  );
}

const Verified = ({ isVerified }: { readonly isVerified: boolean }): ReactNode =>
  isVerified ? (
    <Badge tone="success">
      <Trans>Verified</Trans>
    </Badge>
  ) : (
    <Badge tone="warning">
      <Trans>Not verified</Trans>
    </Badge>
  );

function RemoveNumber({ number }: { readonly number: string }): ReactNode {
  const { t } = useLingui();
  return (
    <ConfirmAction
      title={t`Remove ${number}?`}
      action={t`Remove number`}
      run={() => answer(api().DELETE("/v1/me/attributes/phone_number"))}
      done={t`Number removed`}
      changes={[["me"]]}
      trigger={
        <Button size="small" kind="quiet">
          {t`Remove`}
          <span className="visually-hidden"> {t`phone number`}</span>
        </Button>
      }
    >
      <Trans>Codes can then no longer be sent there.</Trans>
    </ConfirmAction>
  );
}
