import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../../components/button.tsx";
import { Dialog, DialogFoot } from "../../../components/dialog.tsx";
import { Progress } from "../../../components/figures.tsx";
import { Icon } from "../../../components/icons.tsx";
import { showToast } from "../../../components/show-toast.ts";
import { FailureBanner } from "../../../components/states.tsx";
import type { EventFilters } from "./event-queries.ts";
import { exportEvents, saveFile } from "./export-events.ts";

/** The filtered events as a CSV file. A long export can be cancelled. */
export function ExportButton({ filters }: { readonly filters: EventFilters }): ReactNode {
  const { t } = useLingui();
  const [lines, setLines] = useState<number>();
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const cancel = () => {
    running.current?.abort();
    setLines(undefined);
    setError(null);
  };
  const start = async () => {
    const abort = new AbortController();
    running.current = abort;
    setError(null);
    setLines(0);
    try {
      const file = await exportEvents(filters, { signal: abort.signal, onProgress: setLines });
      saveFile(file, `events-${new Date().toISOString().slice(0, 10)}.csv`);
      setLines(undefined);
      await showToast({ text: t`Audit log exported` });
    } catch (cause) {
      if (!abort.signal.aborted) setError(cause);
    }
  };
  return (
    <>
      <Button onPress={() => void start()}>
        <Icon name="download" />
        <Trans>Export CSV</Trans>
      </Button>
      {lines !== undefined && (
        <Dialog
          title={t`Export the audit log`}
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) cancel();
          }}
        >
          {error === null ? (
            <Progress label={t`Reading the log`} isLabelHidden />
          ) : (
            <FailureBanner error={error} onRetry={() => void start()} />
          )}
          <p role="status">
            <Plural value={lines} one="# event so far" other="# events so far" />
          </p>
          <DialogFoot>
            <Button onPress={cancel}>
              <Trans>Cancel</Trans>
            </Button>
          </DialogFoot>
        </Dialog>
      )}
    </>
  );
}
