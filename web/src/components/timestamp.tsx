import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { formatExact, formatRelative, formatTime } from "../i18n/format.ts";
import { useLanguage, useNow } from "../i18n/languages.ts";
import { Tooltip } from "./tooltip.tsx";
import styles from "./words.module.css";

/** A time as people say it; exactly, on hover and focus. */
export function Timestamp({
  time,
  isExact = false,
  isInTable = false,
}: {
  readonly time: string | number | Date;
  /** Date and time, where times are compared: logs. */
  readonly isExact?: boolean;
  /** No stop for the Tab key: a table would have one in every row. */
  readonly isInTable?: boolean;
}): ReactNode {
  useLanguage();
  const now = useNow(30_000);
  const date = new Date(time);
  const text = isExact ? formatTime(date) : formatRelative(date, now);
  const exact = formatExact(date);
  if (isInTable)
    return (
      <time className={styles.time} dateTime={date.toISOString()} title={exact}>
        {text}
      </time>
    );
  return (
    <Tooltip text={exact}>
      <Button className={styles.time}>
        <time dateTime={date.toISOString()}>{text}</time>
      </Button>
    </Tooltip>
  );
}
