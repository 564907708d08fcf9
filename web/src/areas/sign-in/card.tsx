import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { brandOf, configQuery } from "../../api/config.ts";
import { LanguageMenu } from "../../app/language-menu.tsx";
import { useTitle } from "../../app/page.tsx";
import { focusIfLost } from "../../components/keep-focus.ts";
import styles from "./card.module.css";

/** The card of the sign-in pages: the app's name, one question, other ways below, language and terms in the foot. */
export function SignInCard({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const { name } = brandOf(config);
  const terms = config?.terms;
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  // A new question is read out, unless one of its fields has the focus.
  useEffect(() => {
    if (title !== "") focusIfLost(() => heading.current);
  }, [title]);
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.card}>
          <div className={styles.head}>
            <p className={styles.brand}>
              <span className={styles.mark} aria-hidden="true">
                {[...name][0]?.toLocaleUpperCase()}
              </span>
              {name}
            </p>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {lead !== undefined && <p className={styles.lead}>{lead}</p>}
          </div>
          {children}
        </div>
      </main>
      <footer className={styles.foot}>
        <LanguageMenu />
        {terms !== undefined && <a href={terms.termsUrl}>{t`Terms`}</a>}
        {terms !== undefined && <a href={terms.privacyUrl}>{t`Privacy`}</a>}
      </footer>
    </div>
  );
}
