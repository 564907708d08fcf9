import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { useAction } from "../../../api/use-action.ts";
import { showChanged } from "../users/users-changed.ts";
import { nameOf } from "./person.tsx";
import { EVENTS, SESSIONS, userKey } from "./query-keys.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { actOn, USER_ACTIONS, type UserActionName } from "./user-actions.ts";

/** Asks for confirmation and a reason, then acts on one account. */
export function UserActionDialog({
  name,
  user,
  onClose,
}: {
  readonly name: UserActionName;
  readonly user: Pick<User, "sub" | "name" | "email">;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { verb, effect, done, kind } = USER_ACTIONS[name];
  const action = useAction({
    run: async (reason: string | undefined) => {
      await actOn(name, user.sub, reason);
      await showChanged(queries, [user.sub]);
      return true;
    },
    done: t(done),
    changes: [userKey(user.sub), EVENTS, SESSIONS],
  });
  const verbText = t(verb);
  const person = nameOf(user);
  return (
    <ReasonDialog
      title={t`${verbText}: ${person}`}
      action={verbText}
      kind={kind}
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => (await action.run(reason)) === true}
    >
      {t(effect)}
    </ReasonDialog>
  );
}
