import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { UserInvitation } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { configQuery } from "../../../api/config.ts";
import { useAction } from "../../../api/use-action.ts";
import { Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LANGUAGES, type Language, useLanguage } from "../../../i18n/languages.ts";
import { allGroupsQuery } from "../groups/group-queries.ts";
import { FormDialog } from "../shared/form-dialog.tsx";
import { EVENTS } from "../shared/query-keys.ts";
import { ReasonField, reasonOf } from "../shared/reason-field.tsx";
import styles from "../shared/shared.module.css";
import { showAdded } from "./users-changed.ts";

const DEFAULT_GROUP = "users";

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/** Creates an account and mails its owner a temporary password. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const spoken = useLanguage();
  const { data: config } = useQuery(configQuery);
  const { data: groups = [] } = useQuery(allGroupsQuery);
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [group, setGroup] = useState(DEFAULT_GROUP);
  const [language, setLanguage] = useState<Language>(spoken);
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const action = useAction({
    run: async (body: UserInvitation) => {
      const created = await answer(api().POST("/v1/admin/users", { body }));
      await showAdded(queries);
      return created;
    },
    done: t`Invitation sent`,
    changes: [EVENTS],
  });
  const invite = async () => {
    setAsked(true);
    if (!isAddress(email.trim())) return;
    const created = await action.run({
      email: email.trim().toLowerCase(),
      group,
      language,
      ...(name.trim() !== "" && { profile: { name: name.trim() } }),
      ...reasonOf(reason),
    });
    if (created === undefined) return;
    onClose();
    await navigate({ to: "/admin/users/$id", params: { id: created.sub } });
  };
  const options =
    groups.length === 0
      ? [{ id: DEFAULT_GROUP, label: DEFAULT_GROUP }]
      : groups.map((one) => ({
          id: one.name,
          label: one.name,
          ...(one.description !== undefined && { hint: one.description }),
        }));
  return (
    <FormDialog
      title={t`Invite user`}
      verb={t`Send invitation`}
      isBusy={action.isBusy}
      error={action.error}
      onSubmit={invite}
      onClose={onClose}
    >
      <TextField
        label={t`E-mail address`}
        type="email"
        value={email}
        onChange={setEmail}
        problem={
          isAsked && !isAddress(email.trim()) ? t`Enter a whole address, such as name@example.com.` : null
        }
        hint={t`Gets a mail with a temporary password.`}
        autoFocus
        autoComplete="off"
        spellCheck="false"
      />
      <TextField
        label={t`Name`}
        value={name}
        onChange={setName}
        maxLength={256}
        isOptional
        autoComplete="off"
      />
      <div className={styles.pair}>
        <Select label={t`Group`} options={options} value={group} onChange={setGroup} />
        <Select
          label={t`Language of the mail`}
          options={(config?.languages ?? [spoken]).map((id) => ({ id, label: LANGUAGES[id] }))}
          value={language}
          onChange={setLanguage}
        />
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
