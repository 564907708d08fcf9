import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./shared.module.css";

/** Switches between a few views of the same data, each with its own URL. */
export function Segments<Id extends string | number>({
  label,
  name,
  options,
  chosen,
}: {
  readonly label: string;
  /** The parameter in the URL. */
  readonly name: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly chosen: Id;
}): ReactNode {
  return (
    <nav className={styles.segments} aria-label={label}>
      {options.map((option) => (
        <Link
          key={option.id}
          to="."
          search={((before: object) => ({ ...before, [name]: option.id })) as never}
          replace
          resetScroll={false}
          aria-current={option.id === chosen ? "true" : undefined}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
