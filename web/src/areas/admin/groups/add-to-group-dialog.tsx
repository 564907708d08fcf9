import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { useAction } from "../../../api/use-action.ts";
import { Combobox } from "../../../components/select.tsx";
import { nameOf } from "../shared/person.tsx";
import { ReasonDialog } from "../shared/reason-dialog.tsx";
import shared from "../shared/shared.module.css";
import { allGroupsQuery } from "./group-queries.ts";
import { changeMembership, membershipChanges } from "./membership-dialog.tsx";
import { Scopes } from "./scopes.tsx";

/** Chooses a group that the user is not in yet. */
export function AddToGroupDialog({
  user,
  onClose,
}: {
  readonly user: UserDetail;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const { data: groups = [] } = useQuery(allGroupsQuery);
  const [group, setGroup] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const open = groups.filter(({ name }) => !user.groups.includes(name));
  const chosen = open.find(({ name }) => name === group);
  const action = useAction({
    run: async (given: { group: string; reason: string | undefined }) => {
      await changeMembership(user.sub, given.group, { isRemoval: false, reason: given.reason });
      return true;
    },
    done: t`Added to ${group ?? ""}`,
    changes: membershipChanges(user.sub),
  });
  const person = nameOf(user);
  return (
    <ReasonDialog
      title={t`Add ${person} to a group`}
      action={t`Add to group`}
      kind="primary"
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => {
        setAsked(true);
        return group !== null && (await action.run({ group, reason })) === true;
      }}
    >
      <div className={shared.form}>
        <Combobox
          label={t`Group`}
          options={open.map(({ name, description }) => ({
            id: name,
            label: name,
            ...(description !== undefined && { hint: description }),
          }))}
          value={group}
          onChange={setGroup}
          problem={isAsked && group === null ? t`Choose a group.` : null}
        />
        {chosen !== undefined && chosen.scopes.length > 0 && (
          <p className={shared.badges}>
            <Trans>It gives</Trans> <Scopes scopes={chosen.scopes} />
          </p>
        )}
      </div>
    </ReasonDialog>
  );
}
