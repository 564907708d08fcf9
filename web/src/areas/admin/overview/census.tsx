import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Overview, UserStatus } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Empty } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { STATUS_TEXTS } from "../shared/status-badge.tsx";
import styles from "./overview.module.css";
import { Shares } from "./shares.tsx";

/** The pool's users by status, as last counted. */
export function Census({ overview: { census, isCounting } }: { readonly overview: Overview }): ReactNode {
  const { t } = useLingui();
  const textOf = (status: string) =>
    Object.hasOwn(STATUS_TEXTS, status) ? t(STATUS_TEXTS[status as UserStatus]) : status;
  return (
    <Card
      title={t`Users by status`}
      action={
        <Link to="/admin/users">
          <Trans>Show users</Trans>
        </Link>
      }
    >
      {census === null ? (
        <Empty icon="user" title={t`Not counted yet`}>
          <Trans>Users are counted about once an hour.</Trans>
        </Empty>
      ) : (
        <>
          <Shares
            whole={census.users}
            shares={[
              ...Object.entries(census.byStatus)
                .toSorted(([, one], [, other]) => other - one)
                .map(([id, count]) => ({ id, label: textOf(id), count })),
              ...(census.disabled > 0
                ? [{ id: "disabled", label: t`Of these, disabled`, count: census.disabled }]
                : []),
            ]}
          />
          <p className={styles.note}>
            {isCounting || census.completedAt === null ? (
              <Trans>
                Being counted since <Timestamp time={census.startedAt} />.
              </Trans>
            ) : (
              <Trans>
                Counted <Timestamp time={census.completedAt} />.
              </Trans>
            )}
          </p>
        </>
      )}
    </Card>
  );
}
