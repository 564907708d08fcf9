import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Session, UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { useDeviceName } from "../../../components/device-name.ts";
import { Facts, Row, Rows } from "../../../components/rows.tsx";
import { Bone, Empty, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { RevokeSessionDialog } from "../shared/revoke-session-dialog.tsx";
import { useHasScope, useMayWrite } from "../shared/use-scopes.ts";
import { useSignInWay } from "../shared/use-sign-in-way.ts";
import { userSessionsQuery } from "./user-sessions.ts";

/** A user's sessions. Without the scope to see network addresses, only their number is shown. */
export function SessionsCard({
  user,
  action,
}: {
  readonly user: UserDetail;
  readonly action: ReactNode;
}): ReactNode {
  const { t } = useLingui();
  const maySee = useHasScope("api/audit.read");
  const { sessions } = user;
  return (
    <Card title={t`Sessions`} action={action}>
      {maySee ? (
        <SessionList user={user} />
      ) : (
        <p>
          <Plural value={sessions} _0="None" one="# session" other="# sessions" />
        </p>
      )}
    </Card>
  );
}

function SessionList({ user }: { readonly user: UserDetail }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(userSessionsQuery(user.sub));
  const [ended, setEnded] = useState<Session>();
  return (
    <Loaded
      query={query}
      // As many rows as will come, so that nothing below moves.
      skeleton={Array.from({ length: Math.min(Math.max(user.sessions, 1), 8) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <Bone key={index} height={3.25} />
      ))}
    >
      {(sessions) => (
        <>
          {sessions.length === 0 ? (
            <Empty icon="device" title={t`No sessions`}>
              <Trans>The user is not signed in anywhere.</Trans>
            </Empty>
          ) : (
            <Rows label={t`Sessions`}>
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => setEnded(session)} />
              ))}
            </Rows>
          )}
          {ended !== undefined && (
            <RevokeSessionDialog user={user} session={ended} onClose={() => setEnded(undefined)} />
          )}
        </>
      )}
    </Loaded>
  );
}

function SessionRow({
  session,
  onEnd,
}: {
  readonly session: Session;
  readonly onEnd: () => void;
}): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const wayOf = useSignInWay();
  const { device, ip, location, createdAt, lastUsedAt, current } = session;
  const name = useDeviceName()(device);
  return (
    <Row
      icon="laptop"
      title={<span title={device}>{name}</span>}
      badges={
        current && (
          <Badge tone="success">
            <Trans>This session</Trans>
          </Badge>
        )
      }
      actions={
        mayWrite && (
          <Button size="small" onPress={onEnd} aria-label={t`Revoke ${name}`}>
            <Trans>Revoke</Trans>
          </Button>
        )
      }
    >
      <Facts>
        {wayOf(session)}
        {ip}
        {location}
        <Trans>
          Signed in <Timestamp time={createdAt} isInTable />
        </Trans>
        <Trans>
          Last used <Timestamp time={lastUsedAt} isInTable />
        </Trans>
      </Facts>
    </Row>
  );
}
