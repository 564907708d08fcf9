import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Diff } from "../../../components/diff.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import styles from "../laptop/local.module.css";
import { ReplayForm } from "./replay-form.tsx";
import type { TraceSpan } from "./trace.ts";

type Details = Readonly<Record<string, unknown>>;

const toJson = (value: unknown): string => JSON.stringify(value, null, 2) ?? "";

const isShort = (value: unknown): boolean =>
  typeof value !== "object" ||
  value === null ||
  (Array.isArray(value) && value.every((item) => typeof item === "string"));

/** A heading for each member of the details; others keep the recorder's name. */
function useNames(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    input: t`Input`,
    output: t`Output`,
    event: t`Event`,
    response: t`Response`,
    returned: t`Returned`,
    error: t`Error`,
    claims: t`Claims`,
    query: t`Query`,
    form: t`Form`,
    accessToken: t`Claims of the access token`,
    idToken: t`Claims of the ID token`,
    service: t`Service`,
    operation: t`Operation`,
    status: t`Status`,
    route: t`Route`,
    verdict: t`Verdict`,
    reason: t`Reason`,
    check: t`Check that failed`,
    scopesNeeded: t`Scopes, one of`,
    function: t`Function`,
    functionArn: t`Function`,
    trigger: t`Trigger`,
    source: t`Source`,
    code: t`Code`,
    to: t`To`,
    subject: t`Subject`,
    method: t`Method`,
    path: t`Path`,
    waitedMs: t`Waited for an environment, ms`,
  };
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value);

/** A user before and after the change. */
function Changes({ changes }: { readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> }) {
  const { t } = useLingui();
  const side = (index: 0 | 1) =>
    toJson(
      Object.fromEntries(
        Object.entries(changes).flatMap(([name, pair]) =>
          pair[index] === null ? [] : [[name, pair[index]]],
        ),
      ),
    );
  return <Diff label={t`What changed`} before={side(0)} after={side(1)} />;
}

/** An error, and where in the source it was thrown. */
function Failed({ error }: { readonly error: Details }): ReactNode {
  const { t } = useLingui();
  const type = textOf(error.errorType ?? error.type ?? "");
  const message = textOf(error.errorMessage ?? error.message ?? "");
  const stack = Array.isArray(error.trace) ? error.trace.join("\n") : undefined;
  return (
    <>
      <CodeBlock
        label={t`Error`}
        title={t`Error`}
        code={message === "" ? type : `${type}: ${message}`}
        wraps
      />
      {stack !== undefined && (
        <CodeBlock label={t`Where in the source`} title={t`Where in the source`} code={stack} />
      )}
    </>
  );
}

function Members({ details }: { readonly details: Details }): ReactNode {
  const names = useNames();
  const entries = Object.entries(details).filter(([name]) => name !== "error" && name !== "changes");
  const short = entries.filter(([, value]) => isShort(value));
  const pairs = short.map(([name, value]) => ({
    id: name,
    name: names[name] ?? name,
    value: value === null ? "–" : textOf(value),
    isMono: true,
  }));
  return (
    <>
      {pairs.length > 0 && <KeyValue pairs={pairs} />}
      <div className={styles.blocks}>
        {entries
          .filter(([, value]) => !isShort(value))
          .map(([name, value]) => (
            <CodeBlock
              key={name}
              label={names[name] ?? name}
              title={names[name] ?? name}
              code={toJson(value)}
            />
          ))}
      </div>
    </>
  );
}

/** The details of one span. */
export function SpanDetail({
  trace,
  span,
  laneName,
}: {
  readonly trace: string;
  readonly span: TraceSpan;
  readonly laneName: string;
}): ReactNode {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const { details } = span;
  const ms = formatNumber(span.durationMs ?? 0, { maximumFractionDigits: 1 });
  return (
    <div ref={place} className={styles.detail} aria-live="polite">
      <Card title={span.name} lead={t`${laneName}, ${ms} ms`} action={<Badge>{span.kind}</Badge>}>
        {typeof details.error === "object" && details.error !== null && (
          <Failed error={details.error as Details} />
        )}
        {typeof details.changes === "object" && details.changes !== null && (
          <Changes changes={details.changes as Readonly<Record<string, readonly [unknown, unknown]>>} />
        )}
        <Members details={details} />
        {span.kind === "trigger" && <ReplayForm trace={trace} span={span} />}
      </Card>
    </div>
  );
}
