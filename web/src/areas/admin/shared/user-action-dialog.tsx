import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { useAction } from "../../../api/use-action.ts";
import { nameOf } from "./person.tsx";
import { EVENTS, SESSIONS, USERS, userKey } from "./query-keys.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { actOn, USER_ACTIONS, type UserActionName } from "./user-actions.ts";

/** Asks, with a reason, and then does it to one account. */
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
  const { verb, effect, done, kind } = USER_ACTIONS[name];
  const action = useAction({
    run: async (reason: string | undefined) => {
      await actOn(name, user.sub, reason);
      return true;
    },
    done: t(done),
    changes: [userKey(user.sub), USERS, EVENTS, SESSIONS],
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
