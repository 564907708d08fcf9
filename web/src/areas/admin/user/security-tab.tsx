import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import shared from "../shared/shared.module.css";
import { useMayWrite } from "../shared/use-scopes.ts";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";
import { USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import { useFactorText } from "./factor-texts.ts";
import { PasskeysCard } from "./passkeys-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { useUser } from "./use-user.ts";

/** The actions that the account's state allows. */
function Actions({
  user,
  names,
  onAct,
}: {
  readonly user: UserDetail;
  readonly names: readonly UserActionName[];
  readonly onAct: (name: UserActionName) => void;
}): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const open = names.filter((name) => mayWrite && USER_ACTIONS[name].isOpenTo(user));
  if (open.length === 0) return null;
  return (
    <div className={shared.badges}>
      {open.map((name) => (
        <Button key={name} onPress={() => onAct(name)}>
          {t(USER_ACTIONS[name].verb)}
        </Button>
      ))}
    </div>
  );
}

export function SecurityTab(): ReactNode {
  const { t } = useLingui();
  const user = useUser();
  const factorText = useFactorText();
  const [name, setName] = useState<UserActionName>();
  const { mfa, lastSignIn, invitation, identityProviders = [] } = user;
  return (
    <>
      <Card
        title={t`Sign-in`}
        action={<Actions user={user} names={["invitation", "confirm", "reset-password"]} onAct={setName} />}
      >
        <KeyValue
          pairs={[
            {
              id: "with",
              name: t`Signs in with`,
              value: identityProviders.length === 0 ? t`Own account` : identityProviders.join(", "),
            },
            {
              id: "last",
              name: t`Last sign-in`,
              value: lastSignIn === null ? <Trans>Never</Trans> : <Timestamp time={lastSignIn.at} />,
            },
            ...(lastSignIn === null
              ? []
              : [{ id: "client", name: t`By the app`, value: lastSignIn.clientId, isMono: true }]),
            ...(invitation === null
              ? []
              : [
                  {
                    id: "invitation",
                    name: t`Invitation sent`,
                    value: (
                      <span>
                        <Timestamp time={invitation.sentAt} /> · {invitation.group}
                      </span>
                    ),
                  },
                ]),
          ]}
        />
      </Card>
      <Card title={t`Second factors`} action={<Actions user={user} names={["reset-mfa"]} onAct={setName} />}>
        <KeyValue
          pairs={[
            {
              id: "factors",
              name: t`Set up`,
              value:
                mfa.enabled.length === 0 ? (
                  t`None`
                ) : (
                  <span className={shared.badges}>
                    {mfa.enabled.map((factor) => (
                      <Badge key={factor} tone="success">
                        {factorText(factor)}
                        {factor === mfa.preferred && mfa.enabled.length > 1 && <> · {t`asked first`}</>}
                      </Badge>
                    ))}
                  </span>
                ),
            },
            {
              id: "codes",
              name: t`Recovery codes`,
              value: <Plural value={mfa.recoveryCodesLeft} _0="None" one="# left" other="# left" />,
            },
          ]}
        />
      </Card>
      <PasskeysCard id={user.sub} />
      <SessionsCard user={user} action={<Actions user={user} names={["sign-out"]} onAct={setName} />} />
      {name !== undefined && <UserActionDialog name={name} user={user} onClose={() => setName(undefined)} />}
    </>
  );
}
