import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import type { Members } from "./read-token.ts";
import { type ApiRoute, routesQuery } from "./routes-of-api.ts";
import { RoutesRow } from "./routes-row.tsx";
import styles from "./tokens.module.css";
import { scopesOf } from "./why.ts";

function ScopeRow({
  scope,
  routes,
  isHeld,
}: {
  readonly scope: string;
  readonly routes: readonly ApiRoute[];
  readonly isHeld: boolean;
}): ReactNode {
  const count = routes.length;
  const head = (
    <>
      <code>{scope}</code>
      <Badge tone={isHeld ? "success" : "neutral"}>
        {isHeld ? <Trans>Held</Trans> : <Trans>Not held</Trans>}
      </Badge>
      <span className={styles.count}>
        {count === 0 ? (
          <Trans>No route of this API</Trans>
        ) : (
          <Plural value={count} one="# route" other="# routes" />
        )}
      </span>
    </>
  );
  return <RoutesRow head={head} routes={routes} />;
}

/** The scopes of the token and of the API, and the routes that each opens. */
export function ScopesCard({ claims }: { readonly claims: Members }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(routesQuery);
  const held = scopesOf(claims);
  return (
    <Card title={t`Scopes and routes`} lead={t`What each scope opens, as the API's own description says.`}>
      <Loaded query={query} skeleton={<Bone height={12} />}>
        {(routes) => {
          const known = [...new Set(routes.flatMap(({ scope }) => scope ?? []))];
          const scopes = [...held, ...known.filter((scope) => !held.includes(scope))];
          return (
            <div className={styles.scopes}>
              {scopes.map((scope) => (
                <ScopeRow
                  key={scope}
                  scope={scope}
                  isHeld={held.includes(scope)}
                  routes={routes.filter((route) => route.scope === scope)}
                />
              ))}
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}
