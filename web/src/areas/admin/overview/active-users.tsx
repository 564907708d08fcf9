import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import type { Overview, OverviewDay } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Bone } from "../../../components/states.tsx";
import { Segments } from "../shared/segments.tsx";
import { firstDayOf } from "./figures.ts";
import { SPANS, type Span } from "./spans.ts";

const BarChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).BarChart }));

const route = getRouteApi("/admin/");

/** Active users by day, calendar week or month. */
export function ActiveUsers({
  overview,
  days,
}: {
  readonly overview: Overview;
  readonly days: readonly OverviewDay[];
}): ReactNode {
  const { t } = useLingui();
  const { by = "day" } = route.useSearch();
  const names: Readonly<Record<Span, string>> = { day: t`Day`, week: t`Week`, month: t`Month` };
  const counted: Readonly<Record<Span, readonly { readonly day: string; readonly activeUsers: number }[]>> = {
    day: days,
    week: overview.weeks.toReversed().map(({ week, ...rest }) => ({ day: firstDayOf(week), ...rest })),
    month: overview.months.toReversed().map(({ month, ...rest }) => ({ day: firstDayOf(month), ...rest })),
  };
  const shown = counted[by];
  const labels: Readonly<Record<Span, string>> = {
    day: t`Active users by day`,
    week: t`Active users by week, by its Monday`,
    month: t`Active users by month, by its first day`,
  };
  return (
    <Card
      title={t`Active users`}
      action={
        <Segments
          label={t`Count by`}
          name="by"
          chosen={by}
          options={SPANS.map((id) => ({ id, label: names[id] }))}
        />
      }
    >
      <Suspense fallback={<Bone height={16.25} />}>
        <BarChart
          label={labels[by]}
          days={shown.map(({ day }) => day)}
          series={[{ label: t`Active users`, values: shown.map(({ activeUsers }) => activeUsers) }]}
        />
      </Suspense>
    </Card>
  );
}
