import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { Card } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { Combobox } from "../../../components/select.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import type { Check } from "./checks.ts";
import type { ReadToken } from "./read-token.ts";
import { routesQuery } from "./routes-of-api.ts";
import styles from "./tokens.module.css";
import { type Prediction, predict } from "./why.ts";

function Answer({ prediction }: { readonly prediction: Prediction }): ReactNode {
  const { t } = useLingui();
  const { status, text, but } = prediction;
  return (
    <Banner tone={status === undefined ? "success" : "warning"}>
      <strong>
        {status === 401 ? "401 Unauthorized" : status === 403 ? "403 Forbidden" : t`Let through`}
      </strong>
      <p>{t(text)}</p>
      {but !== undefined && <p className={styles.but}>{t(but)}</p>}
    </Banner>
  );
}

/** How a chosen route would answer this token. */
export function WhyCard({
  token,
  checks,
  now,
  route,
  onRoute,
}: {
  readonly token: ReadToken;
  readonly checks: readonly Check[];
  readonly now: number;
  readonly route: string | undefined;
  readonly onRoute: (route: string) => void;
}): ReactNode {
  const { t } = useLingui();
  const query = useQuery(routesQuery);
  // Memoized, so that an open list does not reset with every second of the countdown.
  const options = useMemo(
    () => (query.data ?? []).map(({ id, scope }) => ({ id, label: id, hint: scope ?? t`No token needed` })),
    [query.data, t],
  );
  return (
    <Card
      title={t`Why 401, why 403`}
      lead={t`What a route answers to this token, and the first reason for it.`}
    >
      <Loaded query={query} skeleton={<Bone height={4} />}>
        {(routes) => {
          const chosen = routes.find(({ id }) => id === route);
          return (
            <>
              <Combobox
                label={t`Route`}
                options={options}
                value={chosen?.id ?? null}
                onChange={onRoute}
                placeholder="GET /v1/me"
              />
              {chosen !== undefined && <Answer prediction={predict(chosen, token, checks, now)} />}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
