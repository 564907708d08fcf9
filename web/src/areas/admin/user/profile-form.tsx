import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { UserDetail, UserUpdate } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { toFailure } from "../../../api/problem.ts";
import { useAction } from "../../../api/use-action.ts";
import { TextField } from "../../../components/text-field.tsx";
import { EditCard } from "../shared/edit-card.tsx";
import { EVENTS, userKey } from "../shared/query-keys.ts";
import shared from "../shared/shared.module.css";
import { type Loaded, useEdit } from "../shared/use-edit.ts";
import { userQuery } from "../users/user-queries.ts";
import { showChanged } from "../users/users-changed.ts";

type FieldName = "email" | "name" | "givenName" | "familyName" | "locale";

/** A pending address is the one that was saved last. */
const loadedFrom = (user: UserDetail): Loaded<FieldName> => ({
  version: user.version,
  values: {
    email: user.pendingEmail ?? user.email ?? "",
    name: user.name ?? "",
    givenName: user.givenName ?? "",
    familyName: user.familyName ?? "",
    locale: user.locale ?? "",
  },
});

/** An empty field is removed; an address can only be replaced. */
function changesOf(names: readonly FieldName[], values: Readonly<Record<FieldName, string>>): UserUpdate {
  return Object.fromEntries(
    names.map((name) => {
      const text = values[name].trim();
      return [name, name === "email" ? text.toLowerCase() : text === "" ? null : text];
    }),
  ) as UserUpdate;
}

/** The profile. If another administrator saved first, the form says so. */
export function ProfileForm({
  user,
  isReadOnly,
}: {
  readonly user: UserDetail;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const edit = useEdit(loadedFrom(user));
  const action = useAction({
    run: async (body: UserUpdate) => {
      const path = { id: user.sub };
      const saved = await answer(api().PATCH("/v1/admin/users/{id}", { params: { path }, body }));
      queries.setQueryData(userKey(user.sub), saved);
      await showChanged(queries, [user.sub]);
      return saved;
    },
    done: t`Profile saved`,
    changes: [EVENTS],
  });
  const save = async (given: { readonly reason?: string }) => {
    const saved = await action.run({
      ...changesOf(edit.changed, edit.values),
      ...given,
      version: edit.version,
    });
    return saved !== undefined;
  };
  const loadNewest = async () =>
    loadedFrom(await queries.fetchQuery({ ...userQuery(user.sub), staleTime: 0 }));
  const problems = new Set(
    toFailure(action.error).problem?.errors?.map(({ pointer }) => pointer.replace("#/", "")) ?? [],
  );
  const field = (name: FieldName) => ({
    value: edit.values[name],
    onChange: (text: string) => edit.set(name, text),
    isReadOnly,
    problem: problems.has(name) ? t`Not accepted. Check the spelling.` : null,
    autoComplete: "off",
    maxLength: 256,
  });
  const hintOf = (name: FieldName, usual?: string) => {
    const theirs = edit.meanwhile[name];
    if (theirs === undefined) return usual;
    return theirs === "" ? t`Emptied meanwhile by another administrator` : t`Saved meanwhile: ${theirs}`;
  };
  return (
    <EditCard
      title={t`Profile`}
      verb={t`Save profile`}
      edit={edit}
      action={action}
      isReadOnly={isReadOnly}
      onSave={save}
      loadNewest={loadNewest}
    >
      <TextField label={t`Name`} {...field("name")} hint={hintOf("name")} />
      <div className={shared.pair}>
        <TextField label={t`Given name`} {...field("givenName")} hint={hintOf("givenName")} />
        <TextField label={t`Family name`} {...field("familyName")} hint={hintOf("familyName")} />
      </div>
      <TextField
        label={t`E-mail address`}
        type="email"
        {...field("email")}
        hint={hintOf(
          "email",
          user.pendingEmail === undefined
            ? t`A new address takes effect once its owner has entered the code that is mailed there.`
            : t`Waits for its owner's code. Until then ${user.email ?? ""} is in force.`,
        )}
      />
      <TextField
        label={t`Language`}
        {...field("locale")}
        placeholder="en-GB"
        hint={hintOf("locale", t`A language tag, such as de or en-GB.`)}
      />
    </EditCard>
  );
}
