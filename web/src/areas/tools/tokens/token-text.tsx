import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { classNames } from "../../../components/class-names.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import type { ReadToken } from "./read-token.ts";
import styles from "./token-text.module.css";

/** More of an encrypted or huge token is not useful. */
const MAX_SHOWN = 16_384;

/** The encoded token, its parts in three colours. */
export function TokenText({ token }: { readonly token: ReadToken }): ReactNode {
  const { t } = useLingui();
  const isSigned = token.kind !== "encrypted" && token.text.split(".").length === 3;
  const parts = token.text.slice(0, MAX_SHOWN).split(".");
  const looks = isSigned ? [styles.header, styles.payload, styles.signature] : [styles.header];
  const names = isSigned ? [t`Header`, t`Payload`, t`Signature`] : [t`Header`];
  return (
    <div className={styles.encoded}>
      <div className={styles.legend}>
        {names.map((name, index) => (
          <span key={name} className={classNames(styles.mark, looks[index])}>
            {name}
          </span>
        ))}
        <CopyButton text={token.text} label={t`Copy token`} />
      </div>
      <section aria-label={t`Encoded token`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <pre tabIndex={0} className={styles.token}>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <span key={index}>
              {index > 0 && <span className={styles.dot}>.</span>}
              <span className={looks[index]}>{part}</span>
            </span>
          ))}
          {token.text.length > MAX_SHOWN && "…"}
        </pre>
      </section>
    </div>
  );
}
