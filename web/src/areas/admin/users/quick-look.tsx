import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "../../../components/button.tsx";
import { Drawer } from "../../../components/dialog.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import { UserFacts } from "../user/user-facts.tsx";
import { UserHead } from "../user/user-head.tsx";
import { userQuery } from "./user-queries.ts";
import styles from "./users.module.css";

/** A user beside the list. */
export function QuickLook({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(userQuery(id));
  return (
    <Drawer
      title={t`Quick look`}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone width="60%" height={3} />
            <Bone width="80%" />
            <Bone width="80%" />
            <Bone width="70%" />
          </>
        }
      >
        {(user) => (
          <div className={styles.look}>
            <UserHead user={user} isSmall />
            <UserFacts user={user} />
            <Link
              to="/admin/users/$id"
              params={{ id }}
              className={buttonClass({ kind: "primary", isWide: true })}
            >
              <Trans>Open user</Trans>
            </Link>
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}
