import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Group, GroupUpdate } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { TextField } from "../../../components/text-field.tsx";
import { EditCard } from "../shared/edit-card.tsx";
import { EVENTS, GROUPS } from "../shared/query-keys.ts";
import { type Loaded, useEdit } from "../shared/use-edit.ts";
import { groupQuery } from "./group-queries.ts";
import { isPrecedence } from "./group-rules.ts";

type FieldName = "description" | "precedence";

const loadedFrom = (group: Group): Loaded<FieldName> => ({
  version: group.version,
  values: { description: group.description ?? "", precedence: String(group.precedence ?? "") },
});

/** Description and precedence; if another administrator saved first, the form says so. */
export function GroupForm({ group }: { readonly group: Group }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const edit = useEdit(loadedFrom(group));
  const action = useAction({
    run: (body: GroupUpdate) =>
      answer(api().PATCH("/v1/admin/groups/{group}", { params: { path: { group: group.name } }, body })),
    done: t`Group saved`,
    changes: [[...GROUPS, "list"], [...GROUPS, "all"], EVENTS],
  });
  const { description, precedence } = edit.values;
  const isChanged = (name: FieldName) => edit.changed.includes(name);
  const problems = {
    description: isChanged("description") && description.trim() === "" ? t`Enter a description.` : null,
    precedence:
      isChanged("precedence") && (precedence.trim() === "" || !isPrecedence(precedence))
        ? t`Enter a number from 100 to 1,000,000.`
        : null,
  };
  const canSave = problems.description === null && problems.precedence === null;
  const save = async (given: { readonly reason?: string }) => {
    const saved = await action.run({
      ...(isChanged("description") && { description: description.trim() }),
      ...(isChanged("precedence") && { precedence: Number(precedence) }),
      ...given,
      version: edit.version,
    });
    if (saved !== undefined) queries.setQueryData(groupQuery(group.name).queryKey, saved);
    return saved !== undefined;
  };
  const loadNewest = async () =>
    loadedFrom(await queries.fetchQuery({ ...groupQuery(group.name), staleTime: 0 }));
  const hintOf = (name: FieldName, usual?: string) => {
    const theirs = edit.meanwhile[name];
    return theirs === undefined ? usual : t`Saved meanwhile: ${theirs}`;
  };
  return (
    <EditCard
      title={t`Settings`}
      verb={t`Save group`}
      edit={edit}
      action={action}
      canSave={canSave}
      onSave={save}
      loadNewest={loadNewest}
    >
      <TextField
        label={t`Description`}
        value={description}
        onChange={(text) => edit.set("description", text)}
        problem={problems.description}
        hint={hintOf("description")}
        maxLength={256}
        autoComplete="off"
      />
      <TextField
        label={t`Precedence`}
        value={precedence}
        onChange={(text) => edit.set("precedence", text)}
        problem={problems.precedence}
        hint={hintOf(
          "precedence",
          t`Of a user's groups, the one with the lowest number comes first. 100 or more.`,
        )}
        inputMode="numeric"
        autoComplete="off"
      />
    </EditCard>
  );
}
