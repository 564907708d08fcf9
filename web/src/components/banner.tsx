import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import styles from "./words.module.css";

/** The tone of a state. Each has a text, a border, a tint, and an icon or words: never only a colour. */
export type Tone = "danger" | "success" | "warning" | "info" | "neutral";

const ICONS = { danger: "alert", success: "check", warning: "alert", info: "info", neutral: "info" } as const;

/** A message about everything below it. `danger` is read out at once. */
export function Banner({
  tone = "info",
  children,
  action,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className={classNames(styles.banner, styles[tone])} role={tone === "danger" ? "alert" : "status"}>
      <Icon name={ICONS[tone]} />
      <div className={styles.bannerText}>{children}</div>
      {action !== undefined && <div className={styles.bannerAction}>{action}</div>}
    </div>
  );
}

/** A state in a word. */
export const Badge = ({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode => <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
