import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Button } from "../../../components/button.tsx";
import { Checkbox } from "../../../components/choice.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { askCognito, POOLS_KEY, type PoolUser, poolQuery } from "./cognito.ts";
import { FormFoot, useItem } from "./item.tsx";
import { fromPairs } from "./lines.ts";
import styles from "./pools.module.css";

type NameKind = "email" | "phone_number";

/** What the pool's users sign in with; undefined if it is a username. */
const useNameKinds = (pool: string): readonly NameKind[] =>
  (useQuery(poolQuery(pool)).data?.UsernameAttributes ?? []) as readonly NameKind[];

function useUsernameLabel(kinds: readonly NameKind[]): string {
  const { t } = useLingui();
  if (kinds.length === 2) return t`E-mail address or phone number`;
  if (kinds[0] === "email") return t`E-mail address`;
  return kinds[0] === "phone_number" ? t`Phone number` : t`Username`;
}

/** Attributes that mark the given address and number as verified. */
function verifiedOf(
  username: string,
  kinds: readonly NameKind[],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kind = username.startsWith("+") ? "phone_number" : "email";
  const names = [...Object.keys(given), ...(kinds.includes(kind) ? [kind] : [])];
  const known = ["email", "phone_number"].filter((name) => names.includes(name));
  return Object.fromEntries(known.map((name) => [`${name}_verified`, "true"]));
}

function CreateForm({ pool, close }: { readonly pool: string; readonly close: () => void }): ReactNode {
  const { t } = useLingui();
  const { open } = useItem();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [attributes, setAttributes] = useState("");
  const [isVerified, setVerified] = useState(true);
  const [isInvited, setInvited] = useState(false);
  const kinds = useNameKinds(pool);
  const label = useUsernameLabel(kinds);
  const pairs = fromPairs(attributes);
  const name = username.trim();
  const create = useAction({
    run: async (given: Readonly<Record<string, string>>) => {
      const { User } = await askCognito<{ readonly User: PoolUser }>("AdminCreateUser", {
        UserPoolId: pool,
        Username: name,
        UserAttributes: Object.entries({
          ...(isVerified && verifiedOf(name, kinds, given)),
          ...given,
        }).map(([Name, Value]) => ({ Name, Value })),
        ...(password !== "" && { TemporaryPassword: password }),
        ...(!isInvited && { MessageAction: "SUPPRESS" }),
      });
      close();
      open(User.Username);
    },
    done: t`User created`,
    changes: [[...POOLS_KEY, pool]],
  });
  const canCreate = name !== "" && pairs !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canCreate && !create.isBusy) void create.run(pairs);
  };
  return (
    <form className={styles.drawer} onSubmit={submit}>
      <TextField
        label={label}
        autoFocus
        autoComplete="off"
        spellCheck="false"
        value={username}
        onChange={setUsername}
      />
      <TextField
        label={t`Temporary password`}
        isOptional
        isMono
        autoComplete="off"
        hint={t`Leave empty to let Cognito generate one. The user must choose another at the first sign-in.`}
        value={password}
        onChange={setPassword}
      />
      <TextField
        label={t`Attributes`}
        isOptional
        isMono
        rows={3}
        placeholder={"name = Ada Lovelace\nlocale = en"}
        hint={t`One per line: name = value.`}
        value={attributes}
        onChange={setAttributes}
        problem={pairs === undefined ? t`Write each line as name = value.` : undefined}
      />
      <Checkbox isSelected={isVerified} onChange={setVerified}>
        {t`Address and number are verified`}
      </Checkbox>
      <Checkbox isSelected={isInvited} onChange={setInvited} hint={t`The message is in the inbox.`}>
        {t`Send the invitation`}
      </Checkbox>
      <LocalFailureBanner error={create.error} />
      <FormFoot action={t`Create user`} isBusy={create.isBusy} isDisabled={!canCreate} onCancel={close} />
    </form>
  );
}

/** Creates a user by the administrator's operation. */
export function CreateUser({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  return (
    <Dialog
      title={t`Create a user`}
      trigger={
        <Button>
          <Icon name="plus" />
          {t`Create user`}
        </Button>
      }
    >
      {(close) => <CreateForm pool={pool} close={close} />}
    </Dialog>
  );
}
