import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Group, GroupUpdate } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { EVENTS, GROUPS } from "../shared/query-keys.ts";
import { SaveFailure } from "../shared/save-failure.tsx";
import shared from "../shared/shared.module.css";
import { type Loaded, useEdit } from "../shared/use-edit.ts";
import { groupQuery } from "./group-queries.ts";
import { isPrecedence } from "./group-rules.ts";

type FieldName = "description" | "precedence";

const loadedFrom = (group: Group): Loaded<FieldName> => ({
  version: group.version,
  values: { description: group.description ?? "", precedence: String(group.precedence ?? "") },
});

/** Description and precedence; the second of two administrators to save is told so. */
export function GroupForm({ group }: { readonly group: Group }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const edit = useEdit(loadedFrom(group));
  const [isLoading, setLoading] = useState(false);
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
  const canSave = edit.changed.length > 0 && problems.description === null && problems.precedence === null;
  const save = async () => {
    if (!canSave || action.isBusy) return;
    const saved = await action.run({
      ...(isChanged("description") && { description: description.trim() }),
      ...(isChanged("precedence") && { precedence: Number(precedence) }),
      version: edit.version,
    });
    if (saved === undefined) return;
    queries.setQueryData(groupQuery(group.name).queryKey, saved);
    edit.discard();
  };
  const loadAgain = async () => {
    setLoading(true);
    try {
      edit.goOnFrom(loadedFrom(await queries.fetchQuery({ ...groupQuery(group.name), staleTime: 0 })));
      action.reset();
    } finally {
      setLoading(false);
    }
  };
  const hintOf = (name: FieldName, usual?: string) => {
    const theirs = edit.meanwhile[name];
    return theirs === undefined ? usual : t`Saved meanwhile: ${theirs}`;
  };
  return (
    <form
      className={shared.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card
        title={t`Settings`}
        foot={
          <>
            {edit.changed.length > 0 && (
              <Button
                kind="quiet"
                onPress={() => {
                  edit.discard();
                  action.reset();
                }}
              >
                <Trans>Discard</Trans>
              </Button>
            )}
            <Button kind="primary" type="submit" isBusy={action.isBusy} isDisabled={!canSave}>
              <Trans>Save group</Trans>
            </Button>
          </>
        }
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
        <SaveFailure error={action.error} onLoadAgain={() => void loadAgain()} isBusy={isLoading} />
      </Card>
    </form>
  );
}
