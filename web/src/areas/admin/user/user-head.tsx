import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { Avatar } from "../../../components/avatar.tsx";
import { Badge } from "../../../components/banner.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { nameOf } from "../shared/person.tsx";
import shared from "../shared/shared.module.css";
import { StatusBadge } from "../shared/status-badge.tsx";
import styles from "./user.module.css";

/** The page's head: picture, name, address, status, groups, id. */
export function UserHead({
  user,
  actions,
  isSmall = false,
}: {
  readonly user: UserDetail;
  readonly actions?: ReactNode;
  readonly isSmall?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const name = nameOf(user);
  return (
    <header className={styles.head}>
      <Avatar name={name} {...(!isSmall && { size: "large" })} />
      <div className={styles.who}>
        {isSmall ? <h3 className={styles.name}>{name}</h3> : <h1 className={styles.name}>{name}</h1>}
        {user.email !== undefined && (
          <p className={styles.line}>
            {user.name !== undefined && <span>{user.email}</span>}
            {user.emailVerified ? (
              <Badge tone="success">
                <Trans>Verified</Trans>
              </Badge>
            ) : (
              <Badge tone="warning">
                <Trans>Not verified</Trans>
              </Badge>
            )}
          </p>
        )}
        <p className={shared.badges}>
          <StatusBadge user={user} />
          {user.groups.map((group) => (
            <Badge key={group}>{group}</Badge>
          ))}
        </p>
        <p className={styles.id}>
          <code>{user.sub}</code>
          <CopyButton text={user.sub} label={t`Copy user id`} />
        </p>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
