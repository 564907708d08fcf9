import { Children, type ReactElement, type ReactNode, useRef } from "react";
import { Icon, type IconName } from "./icons.tsx";
import { useKeepFocus } from "./keep-focus.ts";
import styles from "./rows.module.css";

/** A list of items, one per line: factors, passkeys, sessions, files. */
export function Rows({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const focus = useKeepFocus(list, Children.count(children));
  return (
    <ul ref={list} {...focus} className={styles.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  readonly icon: IconName | ReactElement;
  readonly title: ReactNode;
  readonly badges?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** One item: icon, name and state, facts, actions. */
export const Row = (props: RowProps): ReactNode => (
  <li className={styles.row}>
    <RowContent {...props} />
  </li>
);

/** The same for a card with only one item. */
export const Single = (props: RowProps): ReactNode => (
  <div className={styles.row}>
    <RowContent {...props} />
  </div>
);

function RowContent({ icon, title, badges, children, actions }: RowProps): ReactNode {
  return (
    <>
      <span className={styles.icon}>{typeof icon === "string" ? <Icon name={icon} /> : icon}</span>
      <div className={styles.text}>
        <div className={styles.title}>
          <span>{title}</span>
          {badges}
        </div>
        {children !== undefined && <div className={styles.meta}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </>
  );
}

/** Facts in a line, separated by dots. */
export const Facts = ({ children }: { readonly children: readonly ReactNode[] }): ReactNode => (
  <div className={styles.facts}>
    {children
      .filter((fact) => fact !== undefined && fact !== null && fact !== false && fact !== "")
      .map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have an order and nothing else
        <span key={index}>{fact}</span>
      ))}
  </div>
);
