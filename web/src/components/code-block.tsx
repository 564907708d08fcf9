import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./words.module.css";

/** Code, JSON or a token, to read and copy. */
export function CodeBlock({
  code,
  label,
  wraps = false,
  title,
}: {
  readonly code: string;
  /** A name for screen readers: "Access token". */
  readonly label: string;
  /** Long lines wrap; otherwise the block scrolls. */
  readonly wraps?: boolean;
  readonly title?: ReactNode;
}): ReactNode {
  const { t } = useLingui();
  const copy = <CopyButton text={code} label={t`Copy ${label}`} />;
  return (
    <div className={styles.code}>
      {title === undefined ? (
        <div className={styles.corner}>{copy}</div>
      ) : (
        <div className={styles.codeHead}>
          <span>{title}</span>
          {copy}
        </div>
      )}
      <section aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <pre tabIndex={0} className={classNames(wraps && styles.wraps)}>
          <code>{code}</code>
        </pre>
      </section>
    </div>
  );
}
