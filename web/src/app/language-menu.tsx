import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Icon } from "../components/icons.tsx";
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from "../i18n/languages.ts";
import styles from "./choice.module.css";

/** The language. A native select: it adds no script to the sign-in page, and a phone shows its own picker. */
export function LanguageMenu(): ReactNode {
  const { t } = useLingui();
  const language = useLanguage();
  return (
    <span className={styles.native}>
      <select
        aria-label={t`Language`}
        value={language}
        onChange={({ target }) => void chooseLanguage(target.value as Language)}
        className={styles.choice}
      >
        {Object.entries(LANGUAGES).map(([id, name]) => (
          <option key={id} value={id} lang={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={12} />
    </span>
  );
}
