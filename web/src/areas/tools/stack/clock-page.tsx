import { useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card, Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Select } from "../../../components/select.tsx";
import { Bone } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { formatExact, formatNumber } from "../../../i18n/format.ts";
import { useNow } from "../../../i18n/languages.ts";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";

interface Clock {
  readonly now: string;
  readonly offsetSeconds: number;
}

type Unit = "s" | "m" | "h" | "d";

const clockQuery = queryOptions({
  queryKey: ["local", "clock"],
  queryFn: ({ signal }) => askLocal<Clock>("clock", { signal }),
  refetchInterval: 10_000,
});

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `1 day, 2 hours` */
function formatSpan(seconds: number): string {
  let left = Math.round(seconds);
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? [] : [formatNumber(count, { style: "unit", unit, unitDisplay: "long" })];
  });
  return parts.join(", ");
}

function Times({ offsetSeconds }: Pick<Clock, "offsetSeconds">): ReactNode {
  const { t } = useLingui();
  const now = useNow(1000);
  const span = formatSpan(offsetSeconds);
  return (
    <KeyValue
      pairs={[
        {
          name: t`Local cloud`,
          value: <strong className={styles.figures}>{formatExact(now + offsetSeconds * 1000)}</strong>,
        },
        { name: t`This machine`, value: <span className={styles.figures}>{formatExact(now)}</span> },
        { name: t`Difference`, value: offsetSeconds === 0 ? t`No difference` : t`${span} ahead` },
      ]}
    />
  );
}

/** The usual waiting times. */
const STEPS = ["3m", "1h", "1d", "7d", "30d"] as const;

const SECONDS: Readonly<Record<Unit, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const secondsOf = (step: string): number =>
  Number.parseInt(step, 10) * (SECONDS[step.slice(-1) as Unit] ?? 0);

function MoveForm({ isBusy, onMove }: { readonly isBusy: boolean; readonly onMove: (by: string) => void }) {
  const { t } = useLingui();
  const [amount, setAmount] = useState("90");
  const [unit, setUnit] = useState<Unit>("m");
  const isValid = /^[1-9]\d{0,9}$/.test(amount.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid && !isBusy) onMove(`${amount.trim()}${unit}`);
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <TextField
        label={t`Amount`}
        inputMode="numeric"
        value={amount}
        onChange={setAmount}
        problem={isValid ? undefined : t`Enter a whole number, at least 1.`}
      />
      <Select<Unit>
        label={t`Unit`}
        value={unit}
        onChange={setUnit}
        options={[
          { id: "s", label: t`Seconds` },
          { id: "m", label: t`Minutes` },
          { id: "h", label: t`Hours` },
          { id: "d", label: t`Days` },
        ]}
      />
      <Button type="submit" kind="primary" isBusy={isBusy} isDisabled={!isValid}>
        {t`Move forward`}
      </Button>
    </form>
  );
}

/** The local cloud's clock: codes, tokens and links expire by it. */
export function ClockPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(clockQuery);
  const changes = [clockQuery.queryKey];
  const move = useAction({
    run: (advance: string) => askLocal<Clock>("clock", { method: "POST", body: { advance } }),
    done: t`Clock moved`,
    changes,
  });
  const reset = useAction({
    run: () => askLocal<Clock>("clock", { method: "DELETE" }),
    done: t`Clock reset`,
    changes,
  });
  return (
    <Page
      title={t`Clock`}
      lead={t`Codes, tokens and links of the local stack expire by this clock. Move it instead of waiting.`}
    >
      <LocalLoaded query={query} skeleton={<Bone height={12} />}>
        {({ offsetSeconds }) => (
          <>
            <Card
              title={t`Time`}
              foot={
                <Button
                  isBusy={reset.isBusy}
                  isDisabled={offsetSeconds === 0}
                  onPress={() => void reset.run()}
                >
                  {t`Reset to this machine's time`}
                </Button>
              }
            >
              <Times offsetSeconds={offsetSeconds} />
              <LocalFailureBanner error={reset.error} />
            </Card>
            <Card title={t`Move forward`} lead={t`Up to ten years. Only a reset goes back.`}>
              <div className={styles.row}>
                {STEPS.map((step) => (
                  <Button key={step} isDisabled={move.isBusy} onPress={() => void move.run(step)}>
                    {`+ ${formatSpan(secondsOf(step))}`}
                  </Button>
                ))}
              </div>
              <MoveForm isBusy={move.isBusy} onMove={(by) => void move.run(by)} />
              <LocalFailureBanner error={move.error} />
            </Card>
          </>
        )}
      </LocalLoaded>
    </Page>
  );
}
