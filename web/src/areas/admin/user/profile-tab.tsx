import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { useMayWrite } from "../shared/use-scopes.ts";
import { ProfileForm } from "./profile-form.tsx";
import { useUser } from "./use-user.ts";
import styles from "./user.module.css";
import { UserDangerZone } from "./user-danger-zone.tsx";
import { UserFacts } from "./user-facts.tsx";

export function ProfileTab(): ReactNode {
  const { t } = useLingui();
  const user = useUser();
  const mayWrite = useMayWrite();
  return (
    <>
      <div className={styles.columns}>
        <ProfileForm user={user} isReadOnly={!mayWrite} />
        <Card title={t`Account`}>
          <UserFacts user={user} />
        </Card>
      </div>
      {mayWrite && <UserDangerZone user={user} />}
    </>
  );
}
