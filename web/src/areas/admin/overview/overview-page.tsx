import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import type { Overview } from "../../../../../clients/typescript/api-types.ts";
import { Card, Page } from "../../../app/page.tsx";
import { Bone, Empty, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { Segments } from "../shared/segments.tsx";
import { ActiveUsers } from "./active-users.tsx";
import { Census } from "./census.tsx";
import { FailureShares } from "./failure-shares.tsx";
import { daysOf, sentAndUsedOf, signInsOf, sum } from "./figures.ts";
import { FiguresRow } from "./figures-row.tsx";
import { useMethodTexts } from "./method-texts.ts";
import { NewestEvents } from "./newest-events.tsx";
import styles from "./overview.module.css";
import { overviewQuery, PERIODS } from "./overview-query.ts";
import { SecondFactors } from "./second-factors.tsx";

const BarChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).BarChart }));
const LineChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).LineChart }));

const route = getRouteApi("/admin/");

/** How the service is doing: figures, charts, and notable events. */
export function OverviewPage(): ReactNode {
  const { t } = useLingui();
  const { days = 30 } = route.useSearch();
  const query = useQuery(overviewQuery(days));
  return (
    <Page
      title={t`Overview`}
      lead={
        query.data === undefined ? (
          <Trans>Loading the figures</Trans>
        ) : (
          <Trans>
            As of <Timestamp time={query.data.asOf} />, in days of UTC.
          </Trans>
        )
      }
      actions={
        <Segments
          label={t`Period`}
          name="days"
          chosen={days}
          options={PERIODS.map((id) => ({ id, label: t`${id} days` }))}
        />
      }
    >
      <Loaded query={query} skeleton={<OverviewSkeleton />}>
        {(overview) => <Content overview={overview} />}
      </Loaded>
    </Page>
  );
}

const OverviewSkeleton = (): ReactNode => (
  <>
    <div className={styles.figures}>
      <Bone height={6} />
      <Bone height={6} />
      <Bone height={6} />
      <Bone height={6} />
    </div>
    <Bone height={20} />
    <div className={styles.charts}>
      <Bone height={18} />
      <Bone height={18} />
    </div>
  </>
);

/** Reserves a chart's space while its code is loading. */
const Room = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <Suspense fallback={<Bone height={16.25} />}>{children}</Suspense>
);

function Content({ overview }: { readonly overview: Overview }): ReactNode {
  const { t } = useLingui();
  const methodTexts = useMethodTexts();
  const days = daysOf(overview);
  const names = days.map(({ day }) => day);
  const methods = signInsOf(days, methodTexts);
  const sent = sentAndUsedOf(days, {
    otpSent: t`Codes sent`,
    otpUsed: t`Codes used`,
    linksSent: t`Links sent`,
    linksUsed: t`Links used`,
  });
  const signUps = [{ label: t`Sign-ups`, values: days.map((day) => day.signUps) }];
  return (
    <>
      <FiguresRow overview={overview} />
      <Card title={t`Sign-ins by method`}>
        {methods.length === 0 ? (
          <Empty icon="user" title={t`No sign-ins in this time`} />
        ) : (
          <Room>
            <BarChart label={t`Sign-ins by method and day`} days={names} series={methods} />
          </Room>
        )}
      </Card>
      <div className={styles.charts}>
        <ActiveUsers overview={overview} days={days} />
        <Card title={t`Sign-ups`}>
          {sum(signUps[0]?.values ?? []) === 0 ? (
            <Empty icon="plus" title={t`No sign-ups in this time`} />
          ) : (
            <Room>
              <BarChart label={t`Sign-ups by day`} days={names} series={signUps} />
            </Room>
          )}
        </Card>
        <FailureShares days={days} />
        <SecondFactors overview={overview} days={days} />
        <Census overview={overview} />
        <Card title={t`Sign-in codes and links`}>
          {sent.length === 0 ? (
            <Empty icon="message" title={t`No codes or links in this time`} />
          ) : (
            <Room>
              <LineChart
                label={t`Sign-in codes and links sent and used, by day`}
                days={names}
                series={sent}
              />
            </Room>
          )}
        </Card>
      </div>
      <NewestEvents />
    </>
  );
}
