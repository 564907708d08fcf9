import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { formatNumber } from "../i18n/format.ts";
import { useLanguage } from "../i18n/languages.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import styles from "./sequence.module.css";

export interface Span {
  readonly id: string;
  /** One of `lanes`: who does the work. */
  readonly lane: string;
  readonly title: string;
  /** In milliseconds since the start. */
  readonly start: number;
  readonly duration: number;
  readonly depth?: number;
  readonly state?: "ok" | "refused" | "failed";
}

export interface Lane {
  readonly id: string;
  readonly label: string;
}

/** A sequence diagram from top to bottom: a column per lane, a bar per span for its duration. A span opens its details. */
export function Sequence({
  label,
  lanes,
  spans,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly lanes: readonly Lane[];
  readonly spans: readonly Span[];
  readonly selected?: string | undefined;
  readonly onSelect: (id: string) => void;
}): ReactNode {
  const { t } = useLingui();
  useLanguage();
  const end = Math.max(1, ...spans.map(({ start, duration }) => start + duration));
  const words = { ok: "", refused: t`refused`, failed: t`failed` };
  // In rem, and the same for head and rows, so that the lanes stay straight with any title.
  const [titleWidth, laneWidth, timeWidth, padding] = [16, 4.75, 4.75, 1.5];
  const columns = {
    gridTemplateColumns: `minmax(${titleWidth}rem, 3fr) repeat(${lanes.length}, minmax(${laneWidth}rem, 1fr)) ${timeWidth}rem`,
  };
  const minWidth = `${titleWidth + lanes.length * laneWidth + timeWidth + padding}rem`;
  return (
    <section className={styles.frame} aria-label={label}>
      <div className={styles.lanes} style={{ ...columns, minWidth }} aria-hidden="true">
        <span>{t`Step`}</span>
        {lanes.map(({ id, label: name }) => (
          <span key={id}>{name}</span>
        ))}
        <span className={styles.time}>{t`Time`}</span>
      </div>
      <ol className={styles.spans} style={{ minWidth }}>
        {spans.map(({ id, lane, title, start, duration, depth = 0, state = "ok" }) => {
          const index = lanes.findIndex((one) => one.id === lane);
          const ms = formatNumber(duration, { maximumFractionDigits: duration < 10 ? 1 : 0 });
          return (
            <li key={id}>
              <button
                type="button"
                className={classNames(styles.span, styles[state])}
                style={columns}
                aria-pressed={id === selected}
                onClick={() => onSelect(id)}
              >
                <span className={styles.title} style={{ paddingInlineStart: `${depth}rem` }}>
                  {state !== "ok" && <Icon name="alert" />}
                  <span title={title}>{title}</span>
                </span>
                <span className={styles.place} style={{ gridColumn: index + 2 }}>
                  <span className={styles.dot} />
                  <span className="visually-hidden">
                    {lanes[index]?.label} {words[state]}
                  </span>
                </span>
                <span className={styles.time}>{t`${ms} ms`}</span>
                <span className={styles.track} aria-hidden="true">
                  <span
                    className={styles.bar}
                    style={{
                      insetInlineStart: `${(start / end) * 100}%`,
                      width: `max(3px, ${(duration / end) * 100}%)`,
                    }}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
