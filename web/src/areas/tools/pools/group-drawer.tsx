import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Button, IconButton } from "../../../components/button.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Bone } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { askCognito, type Group, membersQuery, nameOf, POOLS_KEY } from "./cognito.ts";
import { FormFoot, useItem } from "./item.tsx";
import styles from "./pools.module.css";

interface Of {
  readonly pool: string;
  readonly group: Group;
}

function GroupForm({ pool, group }: Of): ReactNode {
  const { t } = useLingui();
  const { close } = useItem();
  const [description, setDescription] = useState(group.Description ?? "");
  const [precedence, setPrecedence] = useState(String(group.Precedence ?? ""));
  const [role, setRole] = useState(group.RoleArn ?? "");
  const isNumber = /^\d{0,9}$/.test(precedence.trim());
  const isUnset = (text: string, stored: unknown) => text.trim() === "" && stored !== undefined;
  const kept = t`Cognito can change it but not remove it.`;
  const isValid = isNumber && !isUnset(precedence, group.Precedence) && !isUnset(role, group.RoleArn);
  const save = useAction({
    run: async () => {
      await askCognito("UpdateGroup", {
        UserPoolId: pool,
        GroupName: group.GroupName,
        Description: description,
        ...(precedence.trim() !== "" && { Precedence: Number(precedence) }),
        ...(role.trim() !== "" && { RoleArn: role.trim() }),
      });
      close();
    },
    done: t`Group saved`,
    changes: [[...POOLS_KEY, pool]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid && !save.isBusy) void save.run();
  };
  return (
    <form className={styles.drawer} onSubmit={submit}>
      <TextField label={t`Description`} isOptional value={description} onChange={setDescription} />
      <TextField
        label={t`Precedence`}
        isOptional
        inputMode="numeric"
        hint={t`The lowest number decides which role a user of several groups gets.`}
        value={precedence}
        onChange={setPrecedence}
        problem={
          isUnset(precedence, group.Precedence)
            ? kept
            : isNumber
              ? undefined
              : t`Enter a whole number, 0 or more.`
        }
      />
      <TextField
        label={t`ARN of the role`}
        isOptional
        isMono
        value={role}
        onChange={setRole}
        problem={isUnset(role, group.RoleArn) ? kept : undefined}
      />
      <LocalFailureBanner error={save.error} />
      <FormFoot action={t`Save group`} isBusy={save.isBusy} isDisabled={!isValid} onCancel={close} />
    </form>
  );
}

function Members({ pool, group: { GroupName } }: Of): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(membersQuery(pool, GroupName));
  const remove = useAction({
    run: (username: string) =>
      askCognito("AdminRemoveUserFromGroup", { UserPoolId: pool, Username: username, GroupName }),
    changes: [[...POOLS_KEY, pool]],
  });
  return (
    <section className={styles.part}>
      <h3>{t`Members`}</h3>
      <LocalFailureBanner error={remove.error} />
      <LocalLoaded query={query} skeleton={<Bone height={6} />}>
        {({ pages }) => {
          const users = pages.flatMap(({ Users }) => Users);
          if (users.length === 0) {
            return <p className={styles.note}>{t`No members yet: add users in their own drawer.`}</p>;
          }
          return (
            <>
              <ul className={styles.members}>
                {users.map((user) => {
                  const name = nameOf(user);
                  return (
                    <li key={user.Username}>
                      <Link to="/tools/pools" search={{ pool, tab: "users", item: user.Username }}>
                        {name}
                      </Link>
                      <IconButton
                        size="small"
                        label={t`Remove ${name} from the group`}
                        isDisabled={remove.isBusy}
                        onPress={() => void remove.run(user.Username)}
                      >
                        <Icon name="close" />
                      </IconButton>
                    </li>
                  );
                })}
              </ul>
              {query.hasNextPage && (
                <div>
                  <Button
                    size="small"
                    isBusy={query.isFetchingNextPage}
                    onPress={() => void query.fetchNextPage()}
                  >
                    {t`Show more`}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </LocalLoaded>
    </section>
  );
}

/** A group of the pool: its settings and members. */
export function GroupDrawer({ pool, group }: Of): ReactNode {
  const { close } = useItem();
  return (
    <Drawer title={group.GroupName} isOpen onOpenChange={(isOpen) => !isOpen && close()}>
      <div className={styles.drawer}>
        <GroupForm pool={pool} group={group} />
        <Members pool={pool} group={group} />
      </div>
    </Drawer>
  );
}
