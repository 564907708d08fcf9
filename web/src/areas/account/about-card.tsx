import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import type { Profile } from "../../api/profile.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/select.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import { LANGUAGES } from "../../i18n/languages.ts";
import { changeSession } from "../../session/session.ts";
import styles from "./account.module.css";

const MAX_NAME = 256;

/** The language of a tag such as `de-AT`, if the account's mails are written in it. */
function languageOf(locale: string | undefined): string | null {
  const language = locale?.slice(0, 2).toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGES, language) ? language : null;
}

/** Name and language. Only changed fields are sent, so that changes made in another tab are kept. */
export function AboutCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState(me.name ?? "");
  const [language, setLanguage] = useState(languageOf(me.locale));
  const change = {
    ...(name.trim() === (me.name ?? "") ? {} : { name: name.trim() || null }),
    ...(language === languageOf(me.locale) ? {} : { locale: language }),
  };
  const isChanged = Object.keys(change).length > 0;
  const save = useAction({
    run: async () => {
      const changed = await answer(api().PATCH("/v1/me", { body: change }));
      changeSession({ name: changed.name });
    },
    done: t`Profile saved`,
    changes: [["me"]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged && !save.isBusy) void save.run();
  };
  const isRefused = save.error !== null && toFailure(save.error).code === "validation_failed";
  return (
    <form onSubmit={submit} noValidate>
      <Card
        title={t`About you`}
        foot={
          <Button type="submit" kind="primary" isBusy={save.isBusy} isDisabled={!isChanged}>
            {t`Save`}
          </Button>
        }
      >
        {!isRefused && <FailureBanner error={save.error} />}
        <div className={styles.fields}>
          <TextField
            label={t`Name`}
            name="name"
            autoComplete="name"
            maxLength={MAX_NAME}
            value={name}
            onChange={setName}
            hint={t`As others see you.`}
            problem={
              isRefused ? t`Use letters, figures and spaces; control characters are not accepted.` : undefined
            }
          />
          <Select
            label={t`Language of e-mails`}
            value={language}
            onChange={setLanguage}
            placeholder={t`App default`}
            hint={t`This page has its own language, in the menu.`}
            options={Object.entries(LANGUAGES).map(([id, label]) => ({ id, label }))}
          />
        </div>
      </Card>
    </form>
  );
}
