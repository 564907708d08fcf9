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
import { isTooWeak } from "./why.ts";

/** Cognito's names of the levels, which this service keeps. */
const LEVELS = [1, 2, 3, 4].map((level) => `urn:cognito:loa:${level}`);

/** What a sign-in needs to reach each level. */
function useLevelWords(): readonly string[] {
  const { t } = useLingui();
  return [
    t`A password`,
    t`A code by e-mail or text message`,
    t`A passkey, or a password and a code by message`,
    t`A password and a code of an authenticator app`,
  ];
}

function LevelRow({
  level,
  words,
  isReached,
  closed,
}: {
  readonly level: string;
  readonly words: string;
  readonly isReached: boolean;
  /** Routes that may refuse this level. */
  readonly closed: readonly ApiRoute[];
}): ReactNode {
  const count = closed.length;
  const head = (
    <>
      <span className={styles.level}>
        <code>{level}</code>
        {isReached && (
          <Badge tone="info">
            <Trans>This token</Trans>
          </Badge>
        )}
        <span>{words}</span>
      </span>
      <span className={styles.count}>
        {count === 0 ? (
          <Trans>All routes</Trans>
        ) : (
          <Plural value={count} one="All but # route" other="All but # routes" />
        )}
      </span>
    </>
  );
  return <RoutesRow head={head} routes={closed} />;
}

/** What a token without one of the levels opens. */
function OtherLevel({ acr }: { readonly acr: unknown }): ReactNode {
  if (acr === undefined) {
    return (
      <p>
        <Trans>
          This token names no level. Its sign-in reaches none, such as one by a code of this API, or the pool
          does not report levels. Routes judge it by its age and its scopes.
        </Trans>
      </p>
    );
  }
  return LEVELS.some((level) => level === acr) ? null : (
    <p>
      <Trans>This token names a level that this API does not know. Routes that need a level refuse it.</Trans>
    </p>
  );
}

/** The levels of a sign-in, that of the token, and the routes that need more. */
export function LevelCard({ claims: { acr } }: { readonly claims: Members }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(routesQuery);
  const words = useLevelWords();
  return (
    <Card
      title={t`Level of the sign-in`}
      lead={t`The claim acr, and what each level opens. Where administrators need a second factor (adminMfa), administration takes levels 3 and 4 only.`}
    >
      <Loaded query={query} skeleton={<Bone height={10} />}>
        {(routes) => {
          const recent = routes.filter(({ mayAskToSignInAgain }) => mayAskToSignInAgain).length;
          return (
            <>
              <OtherLevel acr={acr} />
              <div className={styles.scopes}>
                {LEVELS.map((level, index) => (
                  <LevelRow
                    key={level}
                    level={level}
                    words={words[index] ?? ""}
                    isReached={level === acr}
                    closed={routes.filter(({ levels }) => isTooWeak(level, levels))}
                  />
                ))}
              </div>
              <p className={styles.note}>
                <Plural
                  value={recent}
                  one="At any level, # route may ask for a sign-in of the last 15 minutes."
                  other="At any level, # routes may ask for a sign-in of the last 15 minutes."
                />
              </p>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
