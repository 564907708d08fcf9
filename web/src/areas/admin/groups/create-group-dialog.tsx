import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { GroupCreation } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { TextField } from "../../../components/text-field.tsx";
import { FormDialog } from "../shared/form-dialog.tsx";
import { EVENTS, GROUPS } from "../shared/query-keys.ts";
import { ReasonField, reasonOf } from "../shared/reason-field.tsx";
import { isName, isPrecedence } from "./group-rules.ts";

/** Creates a group. It is in its members' tokens, and gives no scope. */
export function CreateGroupDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [precedence, setPrecedence] = useState("");
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const action = useAction({
    run: (body: GroupCreation) => answer(api().POST("/v1/admin/groups", { body })),
    done: t`Group created`,
    changes: [GROUPS, EVENTS],
  });
  const create = async () => {
    setAsked(true);
    if (!isName(name.trim()) || !isPrecedence(precedence)) return;
    const created = await action.run({
      name: name.trim(),
      ...(description.trim() !== "" && { description: description.trim() }),
      ...(precedence.trim() !== "" && { precedence: Number(precedence) }),
      ...reasonOf(reason),
    });
    if (created === undefined) return;
    onClose();
    await navigate({ to: "/admin/groups/$group", params: { group: created.name } });
  };
  return (
    <FormDialog
      title={t`Create group`}
      verb={t`Create group`}
      isBusy={action.isBusy}
      error={action.error}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={t`Name`}
        value={name}
        onChange={setName}
        hint={t`Lower-case letters, digits and hyphens. It is in tokens and can't be changed later.`}
        problem={
          isAsked && !isName(name.trim())
            ? t`Start with a lower-case letter, then lower-case letters, digits and hyphens.`
            : null
        }
        maxLength={64}
        isMono
        autoFocus
        autoComplete="off"
      />
      <TextField
        label={t`Description`}
        value={description}
        onChange={setDescription}
        maxLength={256}
        isOptional
        autoComplete="off"
      />
      <TextField
        label={t`Precedence`}
        value={precedence}
        onChange={setPrecedence}
        hint={t`Of a user's groups, the one with the lowest number comes first. 100 or more.`}
        problem={isAsked && !isPrecedence(precedence) ? t`Enter a number from 100 to 1,000,000.` : null}
        inputMode="numeric"
        isOptional
        autoComplete="off"
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
