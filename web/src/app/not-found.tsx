import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "../components/button.tsx";
import { Empty } from "../components/states.tsx";
import styles from "./frame.module.css";

export function NotFound(): ReactNode {
  const { t } = useLingui();
  return (
    <main className={styles.alone}>
      <Empty
        isPage
        icon="search"
        title={t`Page not found`}
        action={
          <Link to="/" className={buttonClass({})}>
            <Trans>Go to start</Trans>
          </Link>
        }
      >
        <Trans>There is nothing at this address.</Trans>
      </Empty>
    </main>
  );
}
