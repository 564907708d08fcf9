import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import styles from "./shared.module.css";

/** Search and filters of a list. They are in the URL. */
export const FilterBar = ({
  children,
  onClear,
}: {
  readonly children: ReactNode;
  /** Clears all filters; given if any is set. */
  readonly onClear?: (() => void) | false;
}): ReactNode => (
  <search className={styles.filters}>
    {children}
    {onClear && (
      <Button kind="quiet" onPress={onClear}>
        <Trans>Clear filters</Trans>
      </Button>
    )}
  </search>
);

/** The width of one control, by its content. */
export const Filter = ({
  room = "filter",
  children,
}: {
  readonly room?: "search" | "filter" | "days";
  readonly children: ReactNode;
}): ReactNode => <div className={styles[room]}>{children}</div>;
