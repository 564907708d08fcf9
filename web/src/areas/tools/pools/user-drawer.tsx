import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Checkbox } from "../../../components/choice.tsx";
import { Confirm, Drawer } from "../../../components/dialog.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Bone } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { AttributesForm } from "./attributes-form.tsx";
import { askCognito, groupsQuery, nameOf, POOLS_KEY, type UserDetail, userQuery } from "./cognito.ts";
import { useItem } from "./item.tsx";
import styles from "./pools.module.css";
import { StatusBadge } from "./status-badge.tsx";

interface Of {
  readonly pool: string;
  readonly detail: UserDetail;
}

/** One of Cognito's operations on a user. The drawer shows the result: a toast would cover its buttons. */
function useOperation(pool: string, name: string) {
  return useAction({
    run: ({ operation, ...rest }: { readonly operation: string; readonly [member: string]: unknown }) =>
      askCognito(operation, { UserPoolId: pool, Username: name, ...rest }),
    changes: [[...POOLS_KEY, pool]],
  });
}

function Groups({ pool, detail: { user, groups } }: Of): ReactNode {
  const { t } = useLingui();
  const all = useQuery(groupsQuery(pool));
  const change = useOperation(pool, user.Username);
  return (
    <section className={styles.part}>
      <h3>{t`Groups`}</h3>
      <LocalFailureBanner error={all.error ?? change.error} />
      {(all.data ?? []).map(({ GroupName: group, Description }) => (
        <Checkbox
          key={group}
          isSelected={groups.includes(group)}
          hint={Description}
          onChange={(isIn) =>
            void change.run({
              operation: isIn ? "AdminAddUserToGroup" : "AdminRemoveUserFromGroup",
              GroupName: group,
            })
          }
        >
          {group}
        </Checkbox>
      ))}
      {all.data?.length === 0 && <p className={styles.note}>{t`No groups in this pool`}</p>}
    </section>
  );
}

function PasswordForm({ pool, detail: { user } }: Of): ReactNode {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const [isPermanent, setPermanent] = useState(true);
  const [isSet, setIsSet] = useState(false);
  const change = useOperation(pool, user.Username);
  return (
    <form
      className={styles.part}
      onSubmit={async (event) => {
        event.preventDefault();
        const set = { operation: "AdminSetUserPassword", Password: password, Permanent: isPermanent };
        setIsSet(false);
        if (password === "" || (await change.run(set)) === undefined) return;
        setPassword("");
        setIsSet(true);
      }}
    >
      <h3>{t`Password`}</h3>
      <LocalFailureBanner error={change.error} />
      {isSet && <Banner tone="success">{t`Password set`}</Banner>}
      <TextField
        label={t`New password`}
        value={password}
        onChange={setPassword}
        isMono
        autoComplete="off"
        hint={t`Shown as you type: this is a local pool.`}
      />
      <Checkbox
        isSelected={!isPermanent}
        onChange={(isTemporary) => setPermanent(!isTemporary)}
        hint={t`The user must choose another one at the next sign-in.`}
      >
        {t`Temporary`}
      </Checkbox>
      <div>
        <Button type="submit" isBusy={change.isBusy} isDisabled={password === ""}>
          {t`Set password`}
        </Button>
      </div>
    </form>
  );
}

function Actions({ pool, detail: { user }, onGone }: Of & { readonly onGone: () => void }): ReactNode {
  const { t } = useLingui();
  const change = useOperation(pool, user.Username);
  const remove = useAction({
    run: async () => {
      await askCognito("AdminDeleteUser", { UserPoolId: pool, Username: user.Username });
      onGone(); // before the pool is read again, without this user
      return true;
    },
    done: t`User deleted`,
    changes: [[...POOLS_KEY, pool]],
  });
  const isEnabled = user.Enabled !== false;
  const name = nameOf(user);
  return (
    <section className={styles.part}>
      <h3>{t`Actions`}</h3>
      <LocalFailureBanner error={change.error} />
      <div className={styles.buttons}>
        {user.UserStatus === "UNCONFIRMED" && (
          <Button isBusy={change.isBusy} onPress={() => void change.run({ operation: "AdminConfirmSignUp" })}>
            {t`Confirm`}
          </Button>
        )}
        <Button
          isBusy={change.isBusy}
          onPress={() => void change.run({ operation: isEnabled ? "AdminDisableUser" : "AdminEnableUser" })}
        >
          {isEnabled ? t`Disable` : t`Enable`}
        </Button>
        {user.UserStatus === "CONFIRMED" && (
          <Button
            isBusy={change.isBusy}
            onPress={() => void change.run({ operation: "AdminResetUserPassword" })}
          >
            {t`Ask for a new password`}
          </Button>
        )}
        <Button
          isBusy={change.isBusy}
          onPress={() => void change.run({ operation: "AdminUserGlobalSignOut" })}
        >
          {t`Sign out everywhere`}
        </Button>
        <Confirm
          title={t`Delete ${name}?`}
          action={t`Delete user`}
          onConfirm={async () => (await remove.run()) === true}
          trigger={<Button kind="danger">{t`Delete`}</Button>}
        >
          <LocalFailureBanner error={remove.error} />
          <Trans>The user is removed from this local pool. Their data in other services stays.</Trans>
        </Confirm>
      </div>
    </section>
  );
}

function Content({ pool, detail, onGone }: Of & { readonly onGone: () => void }): ReactNode {
  const { t } = useLingui();
  const { user } = detail;
  const attributes = (user.Attributes ?? []).map(({ Name, Value = "" }) => ({
    id: Name,
    name: Name,
    value: Value,
    isMono: true,
    copy: { text: Value, label: t`Copy ${Name}` },
  }));
  return (
    <div className={styles.drawer}>
      <KeyValue
        pairs={[
          { name: t`Status`, value: <StatusBadge user={user} /> },
          {
            name: t`Username`,
            value: user.Username,
            isMono: true,
            copy: { text: user.Username, label: t`Copy username` },
          },
          { name: t`Second factors`, value: user.UserMFASettingList?.join(", ") ?? t`None` },
          ...attributes,
        ]}
      />
      <Link to="/tools/traces" search={{ user: user.Username }}>
        {t`Show what ${nameOf(user)} did`}
      </Link>
      <Groups pool={pool} detail={detail} />
      <AttributesForm pool={pool} user={user} />
      <PasswordForm pool={pool} detail={detail} />
      <Actions pool={pool} detail={detail} onGone={onGone} />
    </div>
  );
}

/** A user of the pool: everything Cognito stores, and what can be changed. */
export function UserDrawer({ pool, name }: { readonly pool: string; readonly name: string }): ReactNode {
  const { t } = useLingui();
  const { close } = useItem();
  const query = useQuery(userQuery(pool, name));
  return (
    <Drawer
      title={query.data === undefined ? t`User` : nameOf(query.data.user)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <LocalLoaded query={query} skeleton={<Bone height={20} />}>
        {(detail) => <Content pool={pool} detail={detail} onGone={close} />}
      </LocalLoaded>
    </Drawer>
  );
}
