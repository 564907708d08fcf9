import { parseDate } from "@internationalized/date";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import {
  CalendarCell,
  CalendarGrid,
  DateInput,
  DateRangePicker,
  DateSegment,
  Group,
  Label,
  Popover,
  RangeCalendar,
} from "react-aria-components/DateRangePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./date-range.module.css";
import field from "./field.module.css";
import { Icon } from "./icons.tsx";
import overlay from "./overlay.module.css";
import { FieldProblem, type FieldProps } from "./text-field.tsx";

/** Days as `2026-03-05`, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A range of days: typed, or chosen in a calendar. */
export function DateRange({
  label,
  problem,
  value,
  onChange,
  min,
  max,
  isLabelHidden,
}: Pick<FieldProps, "label" | "problem"> & {
  readonly value: Days | null;
  readonly onChange: (days: Days | null) => void;
  readonly min?: string;
  readonly max?: string;
  readonly isLabelHidden?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const step = classNames(buttonClass({ kind: "quiet", size: "small" }), styles.step);
  return (
    <DateRangePicker
      className={field.field}
      value={value === null ? null : { start: parseDate(value.from), end: parseDate(value.to) }}
      onChange={(range) =>
        onChange(range === null ? null : { from: range.start.toString(), to: range.end.toString() })
      }
      minValue={min === undefined ? undefined : parseDate(min)}
      maxValue={max === undefined ? undefined : parseDate(max)}
      isInvalid={problem !== undefined && problem !== null}
      validationBehavior="aria"
    >
      <Label className={isLabelHidden ? "visually-hidden" : field.label}>{label}</Label>
      <Group className={classNames(field.box, styles.box)}>
        <DateInput slot="start" className={styles.input}>
          {(segment) => <DateSegment segment={segment} className={styles.segment} />}
        </DateInput>
        <span aria-hidden="true">–</span>
        <DateInput slot="end" className={styles.input}>
          {(segment) => <DateSegment segment={segment} className={styles.segment} />}
        </DateInput>
        <Button className={classNames(field.reveal, styles.open)} aria-label={t`Choose days`}>
          <Icon name="calendar" />
        </Button>
      </Group>
      <FieldProblem>{problem}</FieldProblem>
      <Popover className={overlay.popover} offset={4}>
        <Dialog className={styles.dialog} aria-label={t`Choose days`}>
          <RangeCalendar>
            <header className={styles.head}>
              <Button slot="previous" className={step}>
                <Icon name="back" />
              </Button>
              <Heading className={styles.month} level={3} />
              <Button slot="next" className={step}>
                <Icon name="chevronRight" />
              </Button>
            </header>
            <CalendarGrid className={styles.grid}>
              {(date) => <CalendarCell date={date} className={styles.cell} />}
            </CalendarGrid>
          </RangeCalendar>
        </Dialog>
      </Popover>
    </DateRangePicker>
  );
}
