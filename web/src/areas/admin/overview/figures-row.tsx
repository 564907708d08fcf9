import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Overview } from "../../../../../clients/typescript/api-types.ts";
import { Stat } from "../../../components/figures.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { useHasScope } from "../shared/use-scopes.ts";
import { shareOf, sum } from "./figures.ts";
import styles from "./overview.module.css";

/** Four figures, each with a link to its list. */
export function FiguresRow({ overview }: { readonly overview: Overview }): ReactNode {
  const { t } = useLingui();
  const maySeeUsers = useHasScope("api/users.read");
  const { active, census, days, estimatedUsers, previous } = overview;
  const period = { from: days.at(-1)?.day ?? "", to: days[0]?.day ?? "" };
  const count = days.length;
  const signUps = sum(days.map((day) => day.signUps));
  const signIns = sum(days.map((day) => day.signIns));
  // Includes unknown addresses.
  const refused = sum(days.flatMap(({ refusals }) => Object.values(refusals)));
  const refusedBefore = sum(Object.values(previous.refusals));
  const [today, week] = [formatNumber(active.today), formatNumber(active.thisWeek)];
  const disabled = formatNumber(census?.disabled ?? 0);
  const [earlier, failed] = [formatNumber(previous.signUps), formatNumber(refused)];
  const users = (
    <Stat
      label={t`Users`}
      value={estimatedUsers}
      hint={census === null ? undefined : t`${disabled} disabled`}
    />
  );
  return (
    <div className={styles.figures}>
      {maySeeUsers ? (
        <Link to="/admin/users" className={styles.figure}>
          {users}
        </Link>
      ) : (
        users
      )}
      <Link to="/admin/sessions" className={styles.figure}>
        <Stat
          label={t`Active this month`}
          value={active.thisMonth}
          hint={t`${week} this week, ${today} today`}
        />
      </Link>
      <Link to="/admin/audit" search={{ type: "sign_up", ...period }} className={styles.figure}>
        <Stat
          label={t`Sign-ups in ${count} days`}
          value={signUps}
          before={previous.signUps}
          isMoreBetter
          hint={t`${earlier} in the ${count} days before`}
        />
      </Link>
      <Link to="/admin/audit" search={{ type: "sign_in_failed", ...period }} className={styles.figure}>
        <Stat
          label={t`Successful sign-ins`}
          value={shareOf(signIns, signIns + refused)}
          before={shareOf(previous.signIns, previous.signIns + refusedBefore)}
          isShare
          isMoreBetter
          hint={t`${failed} refused`}
        />
      </Link>
    </div>
  );
}
