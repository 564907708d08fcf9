import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo, useState } from "react";
import styles from "./inbox.module.css";
import { applyStyles, prepareHtml } from "./prepare-html.ts";

/** Pixels, until the message's own height is known. */
const FIRST_HEIGHT = 320;

/** The message as a mail program shows it: in a frame without scripts, forms and remote content. */
export function MessagePreview({ html }: { readonly html: string }): ReactNode {
  const { t } = useLingui();
  const prepared = useMemo(() => prepareHtml(html), [html]);
  const [height, setHeight] = useState(FIRST_HEIGHT);
  return (
    <iframe
      className={styles.preview}
      title={t`Message`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={prepared.html}
      style={{ height }}
      onLoad={({ currentTarget: { contentDocument } }) => {
        if (contentDocument === null) return;
        applyStyles(contentDocument, prepared);
        setHeight(Math.ceil(contentDocument.documentElement.scrollHeight));
      }}
    />
  );
}
