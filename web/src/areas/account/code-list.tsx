import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { DialogFoot } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import styles from "./account.module.css";
import { saveAs } from "./save-as.ts";

/** New recovery codes, shown only once: to copy, save or print. */
export function CodeList({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useLingui();
  const text = `${codes.join("\n")}\n`;
  return (
    <>
      <p>
        <Trans>
          Each code can turn off your second steps once, if you lose your phone. Keep them in a safe place.
        </Trans>
      </p>
      <ul className={styles.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={`${styles.buttons} ${styles.noPrint}`}>
        <CopyButton text={text} label={t`Copy`} isNamed />
        <Button size="small" onPress={() => saveAs("recovery-codes.txt", text, "text/plain")}>
          <Icon name="download" />
          {t`Download`}
        </Button>
        <Button size="small" onPress={() => window.print()}>
          {t`Print`}
        </Button>
      </div>
      <div className={styles.noPrint}>
        <Banner tone="warning">{t`They are not shown again.`}</Banner>
        <DialogFoot>
          <Button kind="primary" onPress={onDone}>{t`I have saved them`}</Button>
        </DialogFoot>
      </div>
    </>
  );
}
