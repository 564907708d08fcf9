import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAction } from "../../api/use-action.ts";
import { Confirm } from "../../components/dialog.tsx";
import { FailureBanner } from "../../components/states.tsx";
import styles from "./account.module.css";

/** Asks, then does it. If that fails, the dialog stays open and says why. */
export function ConfirmAction({
  run,
  done,
  changes = [],
  children,
  ...rest
}: Omit<Parameters<typeof Confirm>[0], "onConfirm"> & {
  readonly run: () => Promise<unknown>;
  /** The toast when it is done. */
  readonly done?: string;
  /** Keys of queries that are out of date afterwards. */
  readonly changes?: readonly QueryKey[];
}): ReactNode {
  const action = useAction({
    run: async () => {
      await run();
      return true;
    },
    changes,
    ...(done === undefined ? {} : { done }),
  });
  return (
    <Confirm {...rest} onConfirm={async () => (await action.run()) === true}>
      <div className={styles.form}>
        <FailureBanner error={action.error} />
        <p>{children}</p>
      </div>
    </Confirm>
  );
}
