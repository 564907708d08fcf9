import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId } from "react";
import { brandOf, configQuery } from "../api/config.ts";
import styles from "./frame.module.css";

/** The window's title: what the page is, then the app. */
export function useTitle(title: string): void {
  const { name } = brandOf(useQuery(configQuery).data);
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}

/** A page of an area: its title, its actions, its content. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.pageHead}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles.pageActions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A section of a page, with one action. */
export function Card({
  title,
  lead,
  action,
  foot,
  children,
}: {
  readonly title?: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  /** Buttons that submit what is in the card. */
  readonly foot?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div className={styles.cardHead}>
          <div>
            <h2 id={id}>{title}</h2>
            {lead !== undefined && <p>{lead}</p>}
          </div>
          {action}
        </div>
      )}
      <div className={styles.cardBody}>{children}</div>
      {foot !== undefined && <div className={styles.cardFoot}>{foot}</div>}
    </section>
  );
}
