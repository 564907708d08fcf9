import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { useDeviceName } from "../../../components/device-name.ts";
import { nameOf } from "./person.tsx";
import { EVENTS, SESSIONS, userKey } from "./query-keys.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** Asks before one session of a user is ended; the others stay. */
export function RevokeSessionDialog({
  user,
  session,
  onClose,
}: {
  readonly user: {
    readonly sub: string;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
  };
  readonly session: { readonly id: string; readonly device: string };
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const action = useAction({
    run: async (reason: string | undefined) => {
      const path = { id: user.sub, session: session.id };
      const query = reason === undefined ? {} : { reason };
      await answer(api().DELETE("/v1/admin/users/{id}/sessions/{session}", { params: { path, query } }));
      return true;
    },
    done: t`Session revoked`,
    changes: [SESSIONS, userKey(user.sub), EVENTS],
  });
  const person = nameOf(user);
  const device = useDeviceName()(session.device);
  return (
    <ReasonDialog
      title={t`Revoke the session of ${person}`}
      action={t`Revoke session`}
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => (await action.run(reason)) === true}
    >
      <Trans>
        {device} is signed out; to go on there, a new sign-in is needed. Other sessions of the account stay.
      </Trans>
    </ReasonDialog>
  );
}
