import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { CopyButton } from "../../../components/copy-button.tsx";
import { formatExact, formatRelative } from "../../../i18n/format.ts";
import { useNow } from "../../../i18n/languages.ts";
import { timeOf } from "./checks.ts";
import { meaningOf, TIMES } from "./claim-meanings.ts";
import type { Members } from "./read-token.ts";
import styles from "./tokens.module.css";

/** A value as JSON; strings without quotes, except the empty one. */
export const shown = (value: unknown): string =>
  typeof value === "string" && value !== "" ? value : JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");

function Value({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  const now = useNow(30_000);
  if (name === "scope" && typeof value === "string") {
    return (
      <span className={styles.words}>
        {value.split(" ").map((scope) => (
          <code key={scope}>{scope}</code>
        ))}
      </span>
    );
  }
  const time = TIMES.has(name) ? timeOf(value) : undefined;
  return (
    <>
      <code>{shown(value)}</code>
      {time !== undefined && (
        <span className={styles.time}>
          {formatExact(time)} ({formatRelative(time, now)})
        </span>
      )}
    </>
  );
}

/** Header or claims: name, value, what it means and where it comes from. */
export function MembersTable({
  members,
  label,
}: {
  readonly members: Members;
  readonly label: string;
}): ReactNode {
  const { t } = useLingui();
  return (
    <table className={styles.members} aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t`Name`}</th>
          <th scope="col">{t`Value`}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(members).map(([name, value]) => {
          const { text, source, standard } = meaningOf(name);
          return (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                <span className={styles.meaning}>{t(text)}</span>
                <span className={styles.source}>
                  {t(source)}
                  {standard !== undefined && <> · {standard}</>}
                </span>
              </th>
              <td>
                <div className={styles.value}>
                  <div>
                    <Value name={name} value={value} />
                  </div>
                  <CopyButton text={shown(value)} label={t`Copy ${name}`} />
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
