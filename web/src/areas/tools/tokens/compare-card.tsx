import { Plural, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { classNames } from "../../../components/class-names.ts";
import { Choice } from "./choice.tsx";
import { shown } from "./members-table.tsx";
import type { OwnTokens } from "./own-tokens.ts";
import { PasteField } from "./paste-field.tsx";
import { ProblemsList } from "./problems-list.tsx";
import { type Members, type ReadToken, readToken } from "./read-token.ts";
import type { Other } from "./search.ts";
import styles from "./tokens.module.css";

interface Row {
  readonly name: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** The members of both tokens, in the order of the first. */
function rowsOf(left: Members, right: Members): readonly Row[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const textOf = (members: Members, name: string) =>
    Object.hasOwn(members, name) ? shown(members[name]) : undefined;
  return names.map((name) => ({ name, left: textOf(left, name), right: textOf(right, name) }));
}

const all = ({ header = {}, claims = {} }: ReadToken): Members => ({
  ...Object.fromEntries(Object.entries(header).map(([name, value]) => [`header.${name}`, value])),
  ...claims,
});

function Comparison({ left, right }: { readonly left: ReadToken; readonly right: ReadToken }): ReactNode {
  const { t } = useLingui();
  const rows = rowsOf(all(left), all(right));
  const count = rows.filter((row) => row.left !== row.right).length;
  const cell = (value: string | undefined) =>
    value === undefined ? <span className={styles.missing}>{t`missing`}</span> : <code>{value}</code>;
  return (
    <>
      <p role="status">
        <Plural value={count} _0="No differences" one="# difference" other="# differences" />
      </p>
      <table className={styles.comparison} aria-label={t`Comparison`}>
        <thead>
          <tr>
            <th scope="col">{t`Claim`}</th>
            <th scope="col">{t`Shown above`}</th>
            <th scope="col">{t`Second token`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className={classNames(row.left !== row.right && styles.differs)}>
              <th scope="row">
                <code>{row.name}</code>
                {row.left !== row.right && <Badge tone="warning">{t`differs`}</Badge>}
              </th>
              <td>{cell(row.left)}</td>
              <td>{cell(row.right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Compares the token with a second one. */
export function CompareCard({
  token,
  own,
  other,
  onOther,
}: {
  readonly token: ReadToken;
  readonly own: OwnTokens;
  readonly other: Other | undefined;
  readonly onOther: (other: Other) => void;
}): ReactNode {
  const { t } = useLingui();
  const [pasted, setPasted] = useState("");
  const options: { id: Other; label: string }[] = [
    ...(own.access === undefined ? [] : [{ id: "access" as const, label: t`Access token` }]),
    ...(own.id === undefined ? [] : [{ id: "id" as const, label: t`ID token` }]),
    { id: "pasted", label: t`Pasted` },
  ];
  const text = other === undefined ? "" : other === "pasted" ? pasted : (own[other] ?? "");
  const second = readToken(text);
  return (
    <Card title={t`Compare`} lead={t`Two tokens side by side, such as before and after a change of groups.`}>
      <Choice label={t`Second token`} options={options} value={other ?? null} onChange={onOther} />
      {other === "pasted" && <PasteField label={t`Second token`} value={pasted} onChange={setPasted} />}
      {second !== undefined && <ProblemsList token={second} />}
      {second?.header !== undefined && <Comparison left={token} right={second} />}
    </Card>
  );
}
