import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { Empty } from "../../../components/states.tsx";

/** A search that has found nothing so far: the user may continue it. */
export function SearchOn({
  query,
  children,
}: {
  readonly query: { readonly fetchNextPage: () => unknown; readonly isFetchingNextPage: boolean };
  /** What was searched so far. */
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useLingui();
  return (
    <Empty
      icon="search"
      title={t`None so far`}
      action={
        <Button onPress={() => void query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
          <Trans>Continue searching</Trans>
        </Button>
      }
    >
      {children}
    </Empty>
  );
}
