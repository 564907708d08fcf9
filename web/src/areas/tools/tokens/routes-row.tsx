import type { ReactNode } from "react";
import { Icon } from "../../../components/icons.tsx";
import type { ApiRoute } from "./routes-of-api.ts";
import styles from "./tokens.module.css";

/** A row that opens to a list of routes; without routes it has nothing to open. */
export function RoutesRow({
  head,
  routes,
}: {
  readonly head: ReactNode;
  readonly routes: readonly ApiRoute[];
}): ReactNode {
  if (routes.length === 0) return <div className={styles.scope}>{head}</div>;
  return (
    <details className={styles.scope}>
      <summary>
        <Icon name="chevronRight" size={12} />
        {head}
      </summary>
      <ul>
        {routes.map(({ id, summary }) => (
          <li key={id}>
            <code>{id}</code>
            <span>{summary}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
