import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { nameOf } from "../shared/person.tsx";
import { EVENTS, GROUPS, SESSIONS, userKey } from "../shared/query-keys.ts";
import { ReasonDialog } from "../shared/reason-dialog.tsx";

/** Adds a user to a group or removes them. @throws ApiFailure */
export function changeMembership(
  id: string,
  group: string,
  { isRemoval, reason }: { readonly isRemoval: boolean; readonly reason: string | undefined },
): Promise<unknown> {
  const path = { id, group };
  const given = reason === undefined ? {} : { reason };
  return isRemoval
    ? answer(api().DELETE("/v1/admin/users/{id}/groups/{group}", { params: { path, query: given } }))
    : answer(api().PUT("/v1/admin/users/{id}/groups/{group}", { params: { path }, body: given }));
}

export const membershipChanges = (id: string) => [userKey(id), GROUPS, EVENTS, SESSIONS];

/** Asks before a user is added to a group or removed. */
export function MembershipDialog({
  user,
  group,
  isRemoval = false,
  onClose,
}: {
  readonly user: Pick<User, "sub" | "name" | "email">;
  readonly group: string;
  readonly isRemoval?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const person = nameOf(user);
  const action = useAction({
    run: async (reason: string | undefined) => {
      await changeMembership(user.sub, group, { isRemoval, reason });
      return true;
    },
    done: isRemoval ? t`Removed from ${group}` : t`Added to ${group}`,
    changes: membershipChanges(user.sub),
  });
  return (
    <ReasonDialog
      title={isRemoval ? t`Remove ${person} from ${group}` : t`Add ${person} to ${group}`}
      action={isRemoval ? t`Remove` : t`Add`}
      kind={isRemoval ? "danger" : "primary"}
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => (await action.run(reason)) === true}
    >
      {isRemoval ? (
        <Trans>The user loses what the group gives access to, and sessions with its scopes end.</Trans>
      ) : (
        <Trans>The user's next token has the group and its scopes.</Trans>
      )}
    </ReasonDialog>
  );
}
