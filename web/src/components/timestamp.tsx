import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { formatExact, formatRelative, formatTime } from "../i18n/format.ts";
import { useLanguage, useNow } from "../i18n/languages.ts";
import { Tooltip } from "./tooltip.tsx";
import styles from "./words.module.css";

/** How often times are updated, in milliseconds. */
const STEP = 30_000;

const ONE_MINUTE = 60_000;

/** A relative time; the exact time is shown on hover and focus. */
export function Timestamp({
  time,
  isExact = false,
  isInTable = false,
}: {
  readonly time: string | number | Date;
  /** Date and time, where times are compared: logs. */
  readonly isExact?: boolean;
  /** Not reachable by Tab: a table would have a stop in every row. */
  readonly isInTable?: boolean;
}): ReactNode {
  const { t } = useLingui();
  useLanguage();
  const now = useNow(STEP);
  const date = new Date(time);
  const age = now - date.getTime();
  const isJustNow = age > -STEP && age < ONE_MINUTE;
  const text = isExact ? formatTime(date) : isJustNow ? t`just now` : formatRelative(date, now);
  const exact = formatExact(date);
  if (isInTable) {
    return (
      <time className={styles.time} dateTime={date.toISOString()} title={exact}>
        {text}
      </time>
    );
  }
  return (
    <Tooltip text={exact}>
      <Button className={styles.time}>
        <time dateTime={date.toISOString()}>{text}</time>
      </Button>
    </Tooltip>
  );
}
