import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { useAction } from "../../../api/use-action.ts";
import { nameOf } from "../shared/person.tsx";
import { PersonPicker } from "../shared/person-picker.tsx";
import { ReasonDialog } from "../shared/reason-dialog.tsx";
import shared from "../shared/shared.module.css";
import { changeMembership, membershipChanges } from "./membership-dialog.tsx";

/** Searches for a user and adds them to the group. */
export function AddMemberDialog({
  group,
  onClose,
}: {
  readonly group: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [user, setUser] = useState<User | null>(null);
  const [isAsked, setAsked] = useState(false);
  const action = useAction({
    run: async ({ id, reason }: { id: string; reason: string | undefined }) => {
      await changeMembership(id, group, { isRemoval: false, reason });
      return true;
    },
    done: t`Added to ${group}`,
    changes: membershipChanges(user?.sub ?? ""),
  });
  const person = user === null ? "" : nameOf(user);
  return (
    <ReasonDialog
      title={t`Add a member to ${group}`}
      action={user === null ? t`Add` : t`Add ${person}`}
      kind="primary"
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => {
        setAsked(true);
        return user !== null && (await action.run({ id: user.sub, reason })) === true;
      }}
    >
      <div className={shared.form}>
        <p>
          <Trans>The user's next token has the group and its scopes.</Trans>
        </p>
        <PersonPicker
          label={t`User`}
          placeholder={t`Address, name or id`}
          value={user}
          onChoose={setUser}
          problem={isAsked && user === null ? t`Choose a user.` : null}
        />
      </div>
    </ReasonDialog>
  );
}
