import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { Card } from "../../app/page.tsx";
import { Badge } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { deviceOf, useDeviceName } from "../../components/device-name.ts";
import { providerNameOf } from "../../components/provider-name.ts";
import { Facts, Row, Rows } from "../../components/rows.tsx";
import { Empty } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { signOut } from "../../session/session.ts";
import { ConfirmAction } from "./confirm-action.tsx";
import type { OwnSession } from "./queries.ts";

/** Where the user is signed in: this one first, then by last use. */
export function SessionsCard({ sessions }: { readonly sessions: readonly OwnSession[] }): ReactNode {
  const { t } = useLingui();
  const sorted = sessions.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt.localeCompare(a.lastUsedAt),
  );
  return (
    <Card
      title={t`Sessions`}
      lead={t`Devices and apps that are signed in to your account.`}
      action={sessions.length > 0 && <SignOutEverywhere />}
    >
      {sessions.length === 0 ? (
        <Empty icon="device" title={t`No sessions`}>{t`Sign-ins appear here as they are made.`}</Empty>
      ) : (
        <Rows label={t`Sessions`}>
          {sorted.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Rows>
      )}
    </Card>
  );
}

function SessionRow({ session }: { readonly session: OwnSession }): ReactNode {
  const { t } = useLingui();
  const nameOf = useDeviceName();
  const { device, ip, location, createdAt, lastUsedAt, signIn, current } = session;
  const provider = signIn?.provider === undefined ? undefined : providerNameOf(signIn.provider);
  return (
    <Row
      icon={deviceOf(device).isPhone ? "device" : "laptop"}
      title={nameOf(device)}
      badges={
        current && (
          <Badge tone="success">
            <Trans>This session</Trans>
          </Badge>
        )
      }
      actions={!current && <Revoke session={session} />}
    >
      <Facts>
        {provider !== undefined && t`By ${provider}`}
        {signIn?.method === "hosted" && t`On the sign-in pages`}
        {ip}
        {location}
        <Trans>
          Signed in <Timestamp time={createdAt} />
        </Trans>
        <Trans>
          Last used <Timestamp time={lastUsedAt} />
        </Trans>
      </Facts>
    </Row>
  );
}

function Revoke({ session: { id, device } }: { readonly session: OwnSession }): ReactNode {
  const { t } = useLingui();
  const name = useDeviceName()(device);
  return (
    <ConfirmAction
      title={t`Revoke the session of ${name}?`}
      action={t`Revoke session`}
      run={() => answer(api().DELETE("/v1/me/sessions/{id}", { params: { path: { id } } }))}
      done={t`Session revoked`}
      changes={[["me", "sessions"]]}
      trigger={
        <Button size="small">
          {t`Revoke`}
          <span className="visually-hidden"> {name}</span>
        </Button>
      }
    >
      <Trans>The device is signed out. To continue there, sign in again.</Trans>
    </ConfirmAction>
  );
}

/** Ends all of them, this one as well. */
export function SignOutEverywhere(): ReactNode {
  const { t } = useLingui();
  return (
    <ConfirmAction
      title={t`Sign out everywhere?`}
      action={t`Sign out everywhere`}
      run={async () => {
        await answer(api().DELETE("/v1/me/sessions"));
        await signOut();
      }}
      trigger={<Button size="small">{t`Sign out everywhere`}</Button>}
    >
      <Trans>Every session ends, this one too. You then sign in again.</Trans>
    </ConfirmAction>
  );
}
