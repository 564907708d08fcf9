import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { diffLines } from "./diff-lines.ts";
import styles from "./words.module.css";

const SIGNS = { added: "+", removed: "−", same: " " } as const;

/** The differences between two texts, line by line. */
export function Diff({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}): ReactNode {
  const { t } = useLingui();
  const words = { added: t`added:`, removed: t`removed:`, same: "" };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <ul className={styles.diff} aria-label={label} tabIndex={0}>
      {diffLines(before, after).map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and the list is made anew as a whole
        <li key={index} className={styles[kind]} data-sign={SIGNS[kind]}>
          <span>
            {kind !== "same" && <span className="visually-hidden">{words[kind]} </span>}
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
