import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import styles from "./shared.module.css";

/** Search and filters of a list, which stand in the address. */
export const FilterBar = ({
  children,
  onClear,
}: {
  readonly children: ReactNode;
  /** Takes all of them away; given where there are some. */
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

/** The room of one control, by what it takes. */
export const Filter = ({
  room = "filter",
  children,
}: {
  readonly room?: "search" | "filter" | "days";
  readonly children: ReactNode;
}): ReactNode => <div className={styles[room]}>{children}</div>;
