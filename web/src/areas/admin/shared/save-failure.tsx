import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { toFailure } from "../../../api/problem.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { FailureBanner } from "../../../components/states.tsx";

/** Why saving failed. If another administrator saved first, the user can load their version; what was typed stays. */
export function SaveFailure({
  error,
  loadError,
  onLoadAgain,
  isBusy,
}: {
  readonly error: unknown;
  /** The error of the last reload. */
  readonly loadError: unknown;
  readonly onLoadAgain: () => void;
  readonly isBusy: boolean;
}): ReactNode {
  if (error === null || error === undefined) return null;
  if (toFailure(error).code !== "changed_meanwhile") return <FailureBanner error={error} />;
  return (
    <>
      <Banner
        tone="danger"
        action={
          <Button size="small" onPress={onLoadAgain} isBusy={isBusy}>
            <Trans>Reload</Trans>
          </Button>
        }
      >
        <Trans>
          Another administrator saved this meanwhile, so nothing was saved. Load it again; what you typed
          stays.
        </Trans>
      </Banner>
      <FailureBanner error={loadError} />
    </>
  );
}
