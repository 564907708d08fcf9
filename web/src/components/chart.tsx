import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatNumber, formatTime } from "../i18n/format.ts";
import { useLanguage } from "../i18n/languages.ts";
import { classNames } from "./class-names.ts";
import styles from "./figures.module.css";

/**
 * Charts of days, drawn by uPlot, each with its table for screen readers. Import them lazily: `lazy(() => import("…/chart.tsx"))`.
 */

export interface Series {
  readonly label: string;
  /** One for each day; `null` if unknown. */
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  /** The table's caption. */
  readonly label: string;
  /** The days, as `2026-03-05`. */
  readonly days: readonly string[];
  /** Five at most: more can't be distinguished. */
  readonly series: readonly Series[];
  /** In pixels. */
  readonly height?: number;
}

/** In seconds. */
const DAY = 86_400;

const COLORS = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"];
const SWATCHES = ["c1", "c2", "c3", "c4", "c5"];

const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const dayOf = (seconds: number): string =>
  formatTime(seconds * 1000, { day: "numeric", month: "short", timeZone: "UTC" });

/** A custom property's value in the current scheme: a canvas can't use custom properties. */
function colorOf(element: HTMLElement, property: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Counts up whenever the colour scheme changes, by the system or by choice. */
function useSchemeChanges(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const changed = () => setCount((before) => before + 1);
    const query = window.matchMedia("(prefers-color-scheme: dark)");
    query.addEventListener("change", changed);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributeFilter: ["data-scheme", "style"] });
    return () => {
      query.removeEventListener("change", changed);
      observer.disconnect();
    };
  }, []);
  return count;
}

/** Each series on top of those before it. */
function stacked(series: readonly Series[]): (number | null)[][] {
  const sums: number[] = [];
  return series.map(({ values }) =>
    values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + (value ?? 0);
      return sums[index] ?? 0;
    }),
  );
}

/** In pixels, for one label of the days. */
const LABEL_WIDTH = 70;

/** The days that have a label: the last one, and as many before it as fit. */
function labelled(times: readonly number[], width: number): number[] {
  const step = Math.ceil(times.length / Math.max(1, Math.floor(width / LABEL_WIDTH)));
  return times.filter((_, index) => (times.length - 1 - index) % step === 0);
}

function axes(element: HTMLElement, times: readonly number[]): uPlot.Axis[] {
  const stroke = colorOf(element, "--neutral-10");
  const grid = { stroke: colorOf(element, "--neutral-4"), width: 1 };
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  return [
    {
      stroke,
      font,
      grid: { show: false },
      ticks: { show: false },
      size: 28,
      splits: ({ bbox }) => labelled(times, bbox.width / devicePixelRatio),
      values: (_, splits) => splits.map(dayOf),
    },
    {
      stroke,
      font,
      grid,
      ticks: { show: false },
      size: 44,
      space: 36,
      incrs: [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000,
      ],
      values: (_, splits) => splits.map((value) => formatNumber(value, { notation: "compact" })),
    },
  ];
}

type Kind = "lines" | "bars";

/** Half of the distance between two bars, in seconds: a bar may be a week or a month. */
function halfStepOf(days: readonly string[]): number {
  const [first, second] = days.map(secondsOf);
  return (first === undefined || second === undefined ? DAY : second - first) / 2;
}

function optionsOf(
  element: HTMLElement,
  { days, series, height, kind }: Required<Omit<ChartProps, "label">> & { readonly kind: Kind },
  onHover: (index: number | null) => void,
): uPlot.Options {
  const colors = COLORS.map((property) => colorOf(element, property));
  const halfStep = halfStepOf(days);
  const drawn = series.map(({ label }, index): uPlot.Series => {
    const color = colors[index] ?? colors[0] ?? "";
    return kind === "bars"
      ? {
          label,
          fill: color,
          width: 0,
          points: { show: false },
          paths: uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 }),
        }
      : {
          label,
          stroke: color,
          width: 2,
          points: { show: false },
          dash:
            index === 0
              ? []
              : ([
                  [6, 4],
                  [2, 3],
                  [8, 3, 2, 3],
                  [1, 4],
                ][index - 1] ?? []),
        };
  });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === "lines" } },
    scales: {
      // Half a step more on both sides, otherwise the first and the last bar would be cut.
      x: {
        time: false,
        range: (_, min, max) => (kind === "bars" ? [min - halfStep, max + halfStep] : [min, max]),
      },
      y: { range: (_, _min, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: axes(element, days.map(secondsOf)),
    padding: [8, 24, 0, 0],
    // The tallest first, otherwise it would cover the lower ones.
    series: [{}, ...(kind === "bars" ? drawn.toReversed() : drawn)],
    hooks: { setCursor: [({ cursor }) => onHover(cursor.idx ?? null)] },
  };
}

function Chart(props: ChartProps & { readonly kind: Kind }): ReactNode {
  const { label, days, series, kind, height = 220 } = props;
  const { t } = useLingui();
  const plot = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const language = useLanguage();
  const schemeChanges = useSchemeChanges();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a language or a scheme changes what is drawn, though nothing here reads it
  useEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const values = kind === "bars" ? stacked(series).toReversed() : series.map((one) => [...one.values]);
    const data = [days.map(secondsOf), ...values] as uPlot.AlignedData;
    const chart = new uPlot(optionsOf(element, { days, series, height, kind }, setHovered), data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [days, series, kind, height, language, schemeChanges]);
  const shown = hovered === null ? undefined : days[hovered];
  return (
    <figure className={styles.chart} style={{ margin: 0 }}>
      <ul className={styles.legend} aria-hidden="true">
        {series.map(({ label: name, values }, index) => (
          <li key={name}>
            <span className={classNames(styles.swatch, styles[SWATCHES[index] ?? "c1"])} />
            {name}
            {hovered !== null && <b>{formatNumber(values[hovered] ?? 0)}</b>}
          </li>
        ))}
        <li className={styles.legendDay}>{shown === undefined ? "" : dayOf(secondsOf(shown))}</li>
      </ul>
      <div ref={plot} className={styles.plot} style={{ height }} aria-hidden="true" />
      {/* Wraps the table, because a table does not get smaller than its rows. */}
      <div className="visually-hidden">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Day`}</th>
              {series.map(({ label: name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day, index) => (
              <tr key={day}>
                <th scope="row">{dayOf(secondsOf(day))}</th>
                {series.map(({ label: name, values }) => (
                  <td key={name}>
                    {values[index] === null ? <Trans>unknown</Trans> : formatNumber(values[index] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** One or more values per day, as lines. */
export const LineChart = (props: ChartProps): ReactNode => <Chart {...props} kind="lines" />;

/** Parts per day, stacked. */
export const BarChart = (props: ChartProps): ReactNode => <Chart {...props} kind="bars" />;
