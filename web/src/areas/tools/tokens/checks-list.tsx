import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import { Icon } from "../../../components/icons.tsx";
import type { Check } from "./checks.ts";
import styles from "./tokens.module.css";

const NAMES: Readonly<Record<Check["id"], MessageDescriptor>> = {
  algorithm: msg`Algorithm`,
  issuer: msg`Issuer`,
  signature: msg`Signature`,
  client: msg`App client`,
  token_use: msg`Use`,
  not_before: msg`Not before`,
  expiry: msg`Expiry`,
};

const LOOKS = {
  passed: ["success", "check", msg`Passed`],
  failed: ["danger", "close", msg`Failed`],
  unknown: ["neutral", "more", msg`Open`],
} as const;

/** Each check, its verdict and why. */
export function ChecksList({ checks }: { readonly checks: readonly Check[] }): ReactNode {
  const { t } = useLingui();
  return (
    <ul className={styles.checks}>
      {checks.map(({ id, verdict, text }) => {
        const [tone, icon, word] = LOOKS[verdict];
        return (
          <li key={id} data-check={id} data-verdict={verdict}>
            <Badge tone={tone}>
              <Icon name={icon} size={12} />
              {t(word)}
            </Badge>
            <div>
              <strong>{t(NAMES[id])}</strong>
              <span>{t(text)}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
