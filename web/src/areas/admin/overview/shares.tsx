import type { ReactNode } from "react";
import { Progress } from "../../../components/figures.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import styles from "./overview.module.css";

export interface Share {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** Parts of a whole as bars, each with its number and percentage as text. */
export const Shares = ({
  shares,
  whole,
}: {
  readonly shares: readonly Share[];
  readonly whole: number;
}): ReactNode => (
  <ul className={styles.shares}>
    {shares.map(({ id, label, count }) => (
      <li key={id}>
        <Progress
          label={label}
          value={count}
          max={Math.max(1, whole)}
          text={`${formatNumber(count)} · ${formatNumber(whole === 0 ? 0 : count / whole, { style: "percent" })}`}
        />
      </li>
    ))}
  </ul>
);
