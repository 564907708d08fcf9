import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { askCognito, POOLS_KEY, type PoolUser } from "./cognito.ts";
import { fromPairs, toPairs } from "./lines.ts";
import styles from "./pools.module.css";

/** Set once, when the user is created. */
const FIXED = ["sub", "identities"];

const editable = ({ Attributes = [] }: PoolUser): string =>
  toPairs(
    Object.fromEntries(
      Attributes.filter(({ Name }) => !FIXED.includes(Name)).map(({ Name, Value = "" }) => [Name, Value]),
    ),
  );

/** Changes, adds and removes attributes by the administrator's operations. */
export function AttributesForm({
  pool,
  user,
}: {
  readonly pool: string;
  readonly user: PoolUser;
}): ReactNode {
  const { t } = useLingui();
  const stored = editable(user);
  const [typed, setText] = useState<string>();
  const text = typed ?? stored;
  const [isSaved, setSaved] = useState(false);
  const pairs = fromPairs(text);
  const save = useAction({
    run: async (wanted: Readonly<Record<string, string>>) => {
      const before = fromPairs(stored) ?? {};
      const key = { UserPoolId: pool, Username: user.Username };
      const changed = Object.entries(wanted).filter(([name, value]) => before[name] !== value);
      const gone = Object.keys(before).filter((name) => wanted[name] === undefined);
      if (changed.length > 0) {
        await askCognito("AdminUpdateUserAttributes", {
          ...key,
          UserAttributes: changed.map(([Name, Value]) => ({ Name, Value })),
        });
      }
      if (gone.length > 0) {
        await askCognito("AdminDeleteUserAttributes", { ...key, UserAttributeNames: gone });
      }
      return true;
    },
    changes: [[...POOLS_KEY, pool]],
  });
  const canSave = pairs !== undefined && text !== stored;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    if (canSave && !save.isBusy && (await save.run(pairs)) === true) {
      setText(undefined);
      setSaved(true);
    }
  };
  return (
    <form className={styles.part} onSubmit={(event) => void submit(event)}>
      <h3>{t`Attributes`}</h3>
      <LocalFailureBanner error={save.error} />
      {isSaved && <Banner tone="success">{t`Attributes saved`}</Banner>}
      <TextField
        label={t`Edit attributes`}
        hint={t`One per line: name = value. Removing a line removes the attribute.`}
        rows={6}
        isMono
        value={text}
        onChange={(changed) => {
          setText(changed);
          setSaved(false);
        }}
        problem={pairs === undefined ? t`Write each line as name = value.` : undefined}
      />
      <div>
        <Button type="submit" isBusy={save.isBusy} isDisabled={!canSave}>
          {t`Save attributes`}
        </Button>
      </div>
    </form>
  );
}
