import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import { buttonClass } from "../../../components/button.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import split from "../laptop/split.module.css";
import styles from "./inbox.module.css";
import type { Message } from "./message.ts";
import { MessagePreview } from "./message-preview.tsx";

/** What a developer needs from a message: the code or the link. */
function Quick({ message: { code, link } }: { readonly message: Message }): ReactNode {
  const { t } = useLingui();
  const isWeb = link !== null && /^https?:/.test(link);
  if (code === null && !isWeb) return null;
  return (
    <div className={styles.quick}>
      {code !== null && (
        <>
          <code className={styles.code}>{code}</code>
          <CopyButton text={code} label={t`Copy code`} isNamed />
        </>
      )}
      {isWeb && (
        <>
          <a href={link} target="_blank" rel="noopener noreferrer" className={buttonClass({ size: "small" })}>
            {t`Open link`}
          </a>
          <CopyButton text={link} label={t`Copy link`} isNamed />
        </>
      )}
    </div>
  );
}

export function MessageDetail({ message }: { readonly message: Message }): ReactNode {
  const { t } = useLingui();
  const { channel, from, to, subject, text, html, source, sentAt } = message;
  return (
    <article className={split.detail} aria-labelledby={`message-${message.id}`}>
      <div className={split.detailHead}>
        <h2 id={`message-${message.id}`}>{subject ?? t`Text message`}</h2>
        <Badge>{channel === "email" ? t`E-mail` : "SMS"}</Badge>
      </div>
      <Quick message={message} />
      <KeyValue
        pairs={[
          ...(from === null ? [] : [{ name: t`From`, value: from }]),
          { name: t`To`, value: to, copy: { text: to, label: t`Copy address` } },
          { name: t`Sent`, value: <Timestamp time={sentAt} isExact /> },
          { name: t`Source`, value: source, isMono: true },
        ]}
      />
      {html !== null && <MessagePreview html={html} />}
      <CodeBlock label={t`Plain text`} title={t`Plain text`} code={text} wraps />
      <Link to="/tools/traces" search={{ user: to }}>
        {t`Show what ${to} did`}
      </Link>
    </article>
  );
}
