import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Button } from "../../../components/button.tsx";
import { type Option, Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import type { TraceFilter } from "./queries.ts";

/** A time as a date-time field shows it, in the local time zone, to the second. */
function toField(time: string | undefined): string {
  const date = new Date(time ?? "");
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** @param ms added, so that the whole last second is included */
function fromField(text: string, ms = 0): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? "" : new Date(time + ms).toISOString();
}

/** A date and a time. The typed text stays as long as it means the value: replacing it would disturb the typing. */
function TimeField({
  label,
  value,
  ms = 0,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  /** Milliseconds of the chosen second. */
  readonly ms?: number;
  readonly onChange: (time: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(() => toField(value));
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={fromField(typed, ms) === (value ?? "") ? typed : toField(value)}
      onChange={(text) => {
        setTyped(text);
        onChange(fromField(text, ms));
      }}
    />
  );
}

/** Without empty members, which are not filters. */
const given = (filter: TraceFilter): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ""));

/** Minutes before the local cloud's current time. */
const SINCE = { now: 0, minutes: 5, hour: 60, day: 1440 } as const;

type Period = keyof typeof SINCE | "any" | "chosen";

/** The time filter: since some minutes before the local cloud's time, which may have been moved, or from one time to another. */
function useTimes({ from, to }: TraceFilter, set: (change: TraceFilter) => void) {
  const { t } = useLingui();
  const [isChoosing, setChoosing] = useState(false);
  const since = useAction({
    run: async (minutes: number) => {
      const { now } = await askLocal<{ readonly now: string }>("clock");
      set({ from: new Date(Date.parse(now) - minutes * 60_000).toISOString(), to: "" });
    },
  });
  const isChosen = isChoosing || (from ?? to ?? "") !== "";
  return {
    isChosen,
    error: since.error,
    period: (isChosen ? "chosen" : "any") as Period,
    choose: (period: Period) => {
      setChoosing(period === "chosen");
      if (period === "any") set({ from: "", to: "" });
      else if (period !== "chosen") void since.run(SINCE[period]);
    },
    options: [
      { id: "any", label: t`Any time` },
      { id: "now", label: t`From now on` },
      { id: "minutes", label: t`Last 5 minutes` },
      { id: "hour", label: t`Last hour` },
      { id: "day", label: t`Last day` },
      { id: "chosen", label: t`Chosen times` },
    ] satisfies readonly Option<Period>[],
    reset: () => setChoosing(false),
  };
}

/** Filters by user, route, outcome and time. All are in the URL. */
export function TraceFilters({ filter }: { readonly filter: TraceFilter }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate({ from: "/tools/traces" });
  const { user = "", route = "", status = "", from, to } = filter;
  const set = (change: TraceFilter) =>
    void navigate({ search: (before) => given({ ...before, ...change }), replace: true });
  const times = useTimes(filter, set);
  const verdicts = [
    { id: "all", label: t`All` },
    { id: "2xx,3xx", label: t`OK (2xx, 3xx)` },
    { id: "4xx", label: t`Refused (4xx)` },
    { id: "5xx", label: t`Failed (5xx)` },
  ];
  const isOther = status !== "" && !verdicts.some(({ id }) => id === status);
  const reset = () => {
    times.reset();
    void navigate({ search: {}, replace: true });
  };
  return (
    <search className={styles.form}>
      <div className={styles.filters}>
        <TextField
          label={t`User`}
          type="search"
          placeholder={t`Address, username or sub`}
          value={user}
          onChange={(text) => set({ user: text })}
        />
        <TextField
          label={t`Route or path`}
          type="search"
          placeholder="POST /v1/auth/otp"
          value={route}
          onChange={(text) => set({ route: text })}
        />
        <Select
          label={t`Verdict`}
          value={status === "" ? "all" : status}
          onChange={(chosen) => set({ status: chosen === "all" ? "" : chosen })}
          options={isOther ? [...verdicts, { id: status, label: status }] : verdicts}
        />
        <Select<Period>
          label={t`Time`}
          value={times.period}
          onChange={times.choose}
          options={times.options}
        />
        <Button kind="quiet" isDisabled={Object.keys(filter).length === 0} onPress={reset}>
          {t`Remove filters`}
        </Button>
      </div>
      {times.isChosen && (
        <div className={styles.times}>
          <TimeField label={t`Since`} value={from} onChange={(time) => set({ from: time })} />
          <TimeField label={t`Until`} value={to} ms={999} onChange={(time) => set({ to: time })} />
        </div>
      )}
      <LocalFailureBanner error={times.error} />
    </search>
  );
}
