import { Trans } from "@lingui/react/macro";
import { type ReactNode, useSyncExternalStore } from "react";
import { Icon } from "../components/icons.tsx";
import styles from "./frame.module.css";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that the browser is offline. What was typed stays; nothing below it moves. */
export function OfflineBanner(): ReactNode {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <div className={styles.offline}>
          <Icon name="offline" />
          <Trans>No connection. What you typed stays here.</Trans>
        </div>
      )}
    </div>
  );
}
