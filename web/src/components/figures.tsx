import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { formatNumber } from "../i18n/format.ts";
import { useLanguage } from "../i18n/languages.ts";
import { classNames } from "./class-names.ts";
import styles from "./figures.module.css";

export interface StatProps {
  readonly label: string;
  readonly value: number | undefined;
  /** The value of the period before, for the trend. */
  readonly before?: number | undefined;
  /** A share between 0 and 1, shown in percent. */
  readonly isShare?: boolean;
  /** Whether a rise is good (`true`) or bad (`false`); left out, it is neither. */
  readonly isMoreBetter?: boolean;
  readonly hint?: ReactNode;
}

const NONE = "–";

function trendOf({ value, before, isShare }: StatProps): number | undefined {
  if (value === undefined || before === undefined || (before === 0 && !isShare)) return undefined;
  return isShare ? value - before : (value - before) / before;
}

/** A share moves by percentage points, and any other figure by a percentage of itself. */
function formatMove(trend: number, isShare: boolean): string {
  const signed = { maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  if (!isShare) return formatNumber(trend, { style: "percent", ...signed });
  const moved = formatNumber(trend * 100, signed);
  return plural(Math.abs(Math.round(trend * 1000) / 10), { one: `${moved} point`, other: `${moved} points` });
}

/** One figure and how it moved. */
export function Stat(props: StatProps): ReactNode {
  const { label, value, isShare = false, isMoreBetter, hint } = props;
  const { t } = useLingui();
  useLanguage();
  const trend = trendOf(props);
  const format: Intl.NumberFormatOptions = isShare ? { style: "percent", maximumFractionDigits: 1 } : {};
  const isGood =
    trend !== undefined && trend !== 0 && isMoreBetter !== undefined && trend > 0 === isMoreBetter;
  const isBad = trend !== undefined && trend !== 0 && isMoreBetter !== undefined && !isGood;
  return (
    <dl className={styles.stat}>
      <dt>{label}</dt>
      <dd className={styles.value}>{value === undefined ? NONE : formatNumber(value, format)}</dd>
      <dd className={styles.trend}>
        {trend !== undefined && (
          <span className={classNames(isGood && styles.good, isBad && styles.bad)}>
            {formatMove(trend, isShare)}
            <span className="visually-hidden"> {t`against the period before`}</span>
          </span>
        )}
        {hint !== undefined && <span>{hint}</span>}
      </dd>
    </dl>
  );
}

/** How far something has come, or how full it is. */
export function Progress({
  label,
  value,
  reserved = 0,
  max = 100,
  text,
  isLabelHidden = false,
}: {
  readonly label: string;
  /** Left out: the progress is unknown. */
  readonly value?: number;
  /** What is reserved beyond the value: shown after it in a lighter colour. */
  readonly reserved?: number;
  readonly max?: number;
  /** Replaces the percentage: "12 of 100 MB". */
  readonly text?: string;
  readonly isLabelHidden?: boolean;
}): ReactNode {
  return (
    <ProgressBar
      className={styles.progress}
      aria-label={label}
      value={value ?? 0}
      maxValue={max}
      isIndeterminate={value === undefined}
      {...(text === undefined ? {} : { valueLabel: text })}
    >
      {({ percentage, valueText, isIndeterminate }) => (
        <>
          <span className={isLabelHidden ? "visually-hidden" : styles.progressLabel} aria-hidden="true">
            <span>{label}</span>
            {!isIndeterminate && <span>{valueText}</span>}
          </span>
          <span className={styles.bar}>
            <span
              className={classNames(styles.fill, isIndeterminate && styles.moving)}
              style={{ width: isIndeterminate ? "30%" : `${percentage ?? 0}%` }}
            />
            {reserved > 0 && <span className={styles.held} style={{ width: `${(reserved / max) * 100}%` }} />}
          </span>
        </>
      )}
    </ProgressBar>
  );
}
