import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { KeyValue, type Pair } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import shared from "../shared/shared.module.css";
import { useMayWrite } from "../shared/use-scopes.ts";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";
import { USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import { useFactorText } from "./factor-texts.ts";
import { useUser } from "./use-user.ts";

/** A card of facts, with what can be done about them. */
function Part({
  title,
  lead,
  user,
  actions,
  pairs,
  onAct,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly user: UserDetail;
  readonly actions: readonly UserActionName[];
  readonly pairs: readonly Pair[];
  readonly onAct: (name: UserActionName) => void;
}): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const open = actions.filter((name) => mayWrite && USER_ACTIONS[name].isOpenTo(user));
  return (
    <Card
      title={title}
      {...(lead !== undefined && { lead })}
      action={
        open.length > 0 && (
          <div className={shared.badges}>
            {open.map((name) => (
              <Button key={name} onPress={() => onAct(name)}>
                {t(USER_ACTIONS[name].verb)}
              </Button>
            ))}
          </div>
        )
      }
    >
      <KeyValue pairs={pairs} />
    </Card>
  );
}

export function SecurityTab(): ReactNode {
  const { t } = useLingui();
  const user = useUser();
  const factorText = useFactorText();
  const [name, setName] = useState<UserActionName>();
  const { mfa, lastSignIn, sessions, invitation, identityProviders = [] } = user;
  const common = { user, onAct: setName };
  return (
    <>
      <Part
        {...common}
        title={t`Sign-in`}
        actions={["invitation", "confirm", "reset-password"]}
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
      <Part
        {...common}
        title={t`Second factors`}
        actions={["reset-mfa"]}
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
      <Part
        {...common}
        title={t`Sessions`}
        actions={["sign-out"]}
        pairs={[
          {
            id: "sessions",
            name: t`Going on`,
            value: <Plural value={sessions} _0="None" one="# session" other="# sessions" />,
          },
        ]}
      />
      {name !== undefined && <UserActionDialog name={name} user={user} onClose={() => setName(undefined)} />}
    </>
  );
}
