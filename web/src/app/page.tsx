import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import { brandOf, configQuery } from "../api/config.ts";
import { focusIfLost } from "../components/keep-focus.ts";
import styles from "./frame.module.css";

/** The window's title: what the page is, then the app. */
export function useTitle(title: string): void {
  const { name } = brandOf(useQuery(configQuery).data);
  useEffect(() => {
    document.title = `${title} · ${name}`;
    hasOpened = true;
  }, [title, name]);
}

/** The document's first page leaves the focus at the top, before the link that skips to the content. */
let hasOpened = false;

/** Reads a page out that replaces another one, unless the focus stayed: in the navigation, or in a field of the page. */
function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasOpened) focusIfLost(() => heading.current);
  }, []);
  return heading;
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
  const heading = useHeadingFocus();
  useTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.pageHead}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
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
