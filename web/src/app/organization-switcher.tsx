import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { configQuery } from "../api/config.ts";
import { ownOrganizationsQuery } from "../api/own-organizations.ts";
import { useAction } from "../api/use-action.ts";
import { Avatar } from "../components/avatar.tsx";
import { Icon } from "../components/icons.tsx";
import { Menu } from "../components/menu.tsx";
import { switchOrganization, useSession } from "../session/session.ts";
import styles from "./organization-switcher.module.css";

/** The organization that the user is in, and the others to switch to. Shown to members of at least one. */
export function OrganizationSwitcher(): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const navigate = useNavigate();
  const { data: config } = useQuery(configQuery);
  const isOn = config?.organizations === true && session !== undefined;
  const { data } = useQuery({ ...ownOrganizationsQuery, enabled: isOn });
  const change = useAction({
    run: switchOrganization,
    done: t`Organization switched`,
    changes: [["organizations"]],
  });
  const items = data?.items ?? [];
  // The token tells at once that there is one: its place is there before its name.
  if (!isOn || (items.length === 0 && session.organization === undefined)) return null;
  const current = items.find(({ id }) => id === session.organization);
  const name = current?.name ?? (session.organization === undefined ? t`No organization` : "…");
  return (
    <Menu
      label={t`Organization`}
      trigger={
        <AriaButton className={styles.switcher} aria-busy={change.isBusy}>
          {current === undefined ? <Icon name="groups" /> : <Avatar name={name} size="small" />}
          <span className="visually-hidden">{t`Organization`}</span>
          <span className={styles.name} title={name}>
            {name}
          </span>
          <Icon name="chevronDown" size={12} />
        </AriaButton>
      }
      actions={[
        ...items.map((one) => ({
          id: one.id,
          label: one.name,
          isChosen: one.id === session.organization,
          onAction: () => void change.run(one.id),
        })),
        {
          id: "none",
          label: t`No organization`,
          isChosen: session.organization === undefined,
          onAction: () => void change.run(undefined),
        },
        {
          id: "all",
          label: t`All organizations`,
          icon: "groups",
          onAction: () => void navigate({ to: "/organizations" }),
        },
      ]}
    />
  );
}
