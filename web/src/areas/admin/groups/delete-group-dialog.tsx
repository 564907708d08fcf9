import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { EVENTS, GROUPS } from "../shared/query-keys.ts";
import { ReasonDialog } from "../shared/reason-dialog.tsx";

/** Asks for the group's name before it is deleted. */
export function DeleteGroupDialog({
  name,
  onClose,
}: {
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const action = useAction({
    run: async (reason: string | undefined) => {
      const query = reason === undefined ? {} : { reason };
      await answer(api().DELETE("/v1/admin/groups/{group}", { params: { path: { group: name }, query } }));
      await navigate({ to: "/admin/groups" });
      return true;
    },
    done: t`Group deleted`,
    changes: [GROUPS, EVENTS, ["admin", "user"]],
  });
  return (
    <ReasonDialog
      title={t`Delete group ${name}`}
      action={t`Delete group`}
      typed={name}
      onClose={onClose}
      isBusy={action.isBusy}
      error={action.error}
      run={async (reason) => (await action.run(reason)) === true}
    >
      <Trans>Its members stay users. Their next tokens do not have the group.</Trans>
    </ReasonDialog>
  );
}
