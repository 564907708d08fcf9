import { Fragment, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./words.module.css";

export interface Pair {
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly id?: string;
  readonly isMono?: boolean;
  /** Adds a button that copies this value; `label` names it. */
  readonly copy?: { readonly text: string; readonly label: string };
}

/** Names and values, one pair per line. */
export function KeyValue({ pairs }: { readonly pairs: readonly Pair[] }): ReactNode {
  return (
    <dl className={styles.pairs}>
      {pairs.map(({ name, value, id, isMono, copy }, index) => (
        <div key={id ?? index}>
          <dt>{name}</dt>
          <dd>
            <span className={classNames(isMono && styles.mono)}>{value}</span>
            {copy === undefined ? <Fragment /> : <CopyButton {...copy} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
