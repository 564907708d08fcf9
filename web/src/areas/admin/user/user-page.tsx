import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import frame from "../../../app/frame.module.css";
import { useTitle } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Menu } from "../../../components/menu.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import tabStyles from "../../../components/tabs.module.css";
import { nameOf } from "../shared/person.tsx";
import { useMayWrite } from "../shared/use-scopes.ts";
import { UserActionDialog } from "../shared/user-action-dialog.tsx";
import { USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import { userQuery } from "../users/user-queries.ts";
import styles from "./user.module.css";
import { UserHead } from "./user-head.tsx";

const route = getRouteApi("/admin/users/$id");

/** A user: head and tabs. */
export function UserPage(): ReactNode {
  const { t } = useLingui();
  const { id } = route.useParams();
  const query = useQuery(userQuery(id));
  useTitle(query.data === undefined ? t`User` : nameOf(query.data));
  return (
    <div className={frame.page} key={id}>
      <Link to="/admin/users" className={styles.back}>
        <Icon name="back" size={12} />
        <Trans>Users</Trans>
      </Link>
      <Loaded
        isPage
        query={query}
        skeleton={
          <>
            <Bone width={16} height={4} />
            <Bone height={2} />
            <Bone height={16} />
          </>
        }
      >
        {(user) => (
          <>
            <UserHead user={user} actions={<UserActions user={user} />} />
            <Tabs id={id} />
            <Outlet />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Tabs({ id }: { readonly id: string }): ReactNode {
  const { t } = useLingui();
  const tabs = [
    { to: "/admin/users/$id", label: t`Profile` },
    { to: "/admin/users/$id/security", label: t`Security` },
    { to: "/admin/users/$id/groups", label: t`Groups` },
    { to: "/admin/users/$id/files", label: t`Files` },
    { to: "/admin/users/$id/activity", label: t`Activity` },
  ] as const;
  return (
    <nav className={tabStyles.tabs} aria-label={t`User`}>
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ id }}
          activeOptions={{ exact: true }}
          activeProps={{ "aria-current": "page" }}
          resetScroll={false}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** The actions that the account's state allows. */
function UserActions({ user }: { readonly user: UserDetail }): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const [name, setName] = useState<UserActionName>();
  if (!mayWrite) return null;
  const names = (Object.keys(USER_ACTIONS) as UserActionName[]).filter((one) =>
    USER_ACTIONS[one].isOpenTo(user),
  );
  return (
    <>
      <Menu
        label={t`Actions`}
        trigger={
          <Button>
            <Trans>Actions</Trans>
            <Icon name="chevronDown" />
          </Button>
        }
        actions={names.map((one) => ({
          id: one,
          label: t(USER_ACTIONS[one].verb),
          icon: USER_ACTIONS[one].icon,
          isDangerous: one === "disable",
          onAction: () => setName(one),
        }))}
      />
      {name !== undefined && <UserActionDialog name={name} user={user} onClose={() => setName(undefined)} />}
    </>
  );
}
