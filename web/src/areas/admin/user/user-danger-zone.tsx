import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { DangerStep, DangerZone } from "../shared/danger-zone.tsx";
import { nameOf } from "../shared/person.tsx";
import { EVENTS, GROUPS, SESSIONS, userKey } from "../shared/query-keys.ts";
import { ReasonDialog } from "../shared/reason-dialog.tsx";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";
import { USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import { showDeleted } from "../users/users-changed.ts";

/** Disabling and deleting the account, at the end of the page. */
export function UserDangerZone({ user }: { readonly user: UserDetail }): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState<UserActionName>();
  const [isDeleting, setDeleting] = useState(false);
  const toggle: UserActionName = user.enabled ? "disable" : "enable";
  return (
    <DangerZone>
      <DangerStep
        verb={user.enabled ? t`Disable account` : t`Enable account`}
        kind="secondary"
        onPress={() => setName(toggle)}
      >
        {t(USER_ACTIONS[toggle].effect)}
      </DangerStep>
      <DangerStep verb={t`Delete user`} onPress={() => setDeleting(true)}>
        <Trans>The account, its files and its activity are deleted. This can't be undone.</Trans>
      </DangerStep>
      {name !== undefined && <UserActionDialog name={name} user={user} onClose={() => setName(undefined)} />}
      {isDeleting && <DeleteDialog user={user} onClose={() => setDeleting(false)} />}
    </DangerZone>
  );
}

function DeleteDialog({
  user,
  onClose,
}: {
  readonly user: UserDetail;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const action = useAction({
    run: async (reason: string | undefined) => {
      const query = reason === undefined ? {} : { reason };
      await answer(api().DELETE("/v1/admin/users/{id}", { params: { path: { id: user.sub }, query } }));
      await showDeleted(queries, user.sub);
      return true;
    },
    done: t`User deleted`,
    changes: [EVENTS, SESSIONS, GROUPS],
  });
  const run = async (reason: string | undefined) => {
    if ((await action.run(reason)) !== true) return false;
    await navigate({ to: "/admin/users" });
    queries.removeQueries({ queryKey: userKey(user.sub) });
    return true;
  };
  const person = nameOf(user);
  return (
    <ReasonDialog
      title={t`Delete ${person}`}
      action={t`Delete user`}
      typed={user.email ?? user.sub}
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={run}
    >
      <Trans>
        The account, its files and its activity are deleted, and all sessions end. The audit log keeps who did
        it and the reason. This can't be undone.
      </Trans>
    </ReasonDialog>
  );
}
