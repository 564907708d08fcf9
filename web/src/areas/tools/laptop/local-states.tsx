import { useLingui } from "@lingui/react/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Empty, FailureBanner, Loaded } from "../../../components/states.tsx";
import { LocalRefused } from "./local-api.ts";

/** Why an action failed: the local cloud's own message, if it has one. */
export function LocalFailureBanner({ error }: { readonly error: unknown }): ReactNode {
  return error instanceof LocalRefused ? (
    <Banner tone="danger">{error.message}</Banner>
  ) : (
    <FailureBanner error={error} />
  );
}

/** A query to the local cloud, in each of its states. */
export function LocalLoaded<Data>({
  query,
  skeleton,
  children,
}: {
  readonly query: Pick<UseQueryResult<Data>, "data" | "error" | "isPending" | "refetch">;
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { t } = useLingui();
  if (query.data === undefined && query.error instanceof LocalRefused) {
    return (
      <div role="alert">
        <Empty
          icon="alert"
          title={t`Not available`}
          action={<Button onPress={() => void query.refetch()}>{t`Try again`}</Button>}
        >
          {query.error.message}
        </Empty>
      </div>
    );
  }
  return (
    <Loaded query={query} skeleton={skeleton}>
      {children}
    </Loaded>
  );
}
