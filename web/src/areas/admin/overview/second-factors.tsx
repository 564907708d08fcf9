import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Overview, OverviewDay } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Empty } from "../../../components/states.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { useFactorText } from "../user/factor-texts.ts";
import { shareOf, sum } from "./figures.ts";
import styles from "./overview.module.css";
import { Shares } from "./shares.tsx";

const percent = (share: number) => formatNumber(share, { style: "percent", maximumFractionDigits: 1 });

/** How many users have a second factor, which ones, and how often it was required. */
export function SecondFactors({
  overview: { census },
  days,
}: {
  readonly overview: Overview;
  readonly days: readonly OverviewDay[];
}): ReactNode {
  const { t } = useLingui();
  const factorText = useFactorText();
  const used = shareOf(
    sum(days.map(({ signInsWithSecondFactor }) => signInsWithSecondFactor)),
    sum(days.map(({ signIns }) => signIns)),
  );
  const first = days.find(({ mfa }) => mfa !== null)?.mfa;
  const mfa = census?.mfa;
  const now = mfa === undefined ? undefined : shareOf(mfa.enabled, mfa.sampled);
  const then = first === undefined || first === null ? undefined : shareOf(first.enabled, first.sampled);
  const moved = now === undefined || then === undefined ? undefined : now - then;
  return (
    <Card title={t`Second factors`}>
      {mfa === undefined || mfa.sampled === 0 ? (
        <Empty icon="shield" title={t`Not counted yet`}>
          <Trans>Users are counted about once an hour.</Trans>
        </Empty>
      ) : (
        <>
          <Shares
            whole={mfa.sampled}
            shares={[
              { id: "any", label: t`Any second factor`, count: mfa.enabled },
              ...(["totp", "sms", "email"] as const).map((factor) => ({
                id: factor,
                label: factorText(factor),
                count: mfa[factor],
              })),
            ]}
          />
          <p className={styles.note}>
            {moved !== undefined && moved !== 0 && (
              <>
                <Trans>
                  {formatNumber(moved, {
                    style: "percent",
                    maximumFractionDigits: 1,
                    signDisplay: "exceptZero",
                  })}{" "}
                  since the first count of this time.
                </Trans>{" "}
              </>
            )}
            {used !== undefined && <Trans>Asked for at {percent(used)} of sign-ins.</Trans>}
          </p>
        </>
      )}
    </Card>
  );
}
