import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Diff } from "../../../components/diff.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { readObject } from "../laptop/read-object.ts";
import type { Replay, ReplayedAnswer, TraceSpan } from "./trace.ts";

/** The function's result: its response, or its error. */
function decisionOf({ returned, error }: ReplayedAnswer): unknown {
  if (error !== undefined) return { error: { errorType: error.errorType, errorMessage: error.errorMessage } };
  const isEvent = typeof returned === "object" && returned !== null && "response" in returned;
  return isEvent ? { response: returned.response } : { returned };
}

const print = (answer: ReplayedAnswer): string => JSON.stringify(decisionOf(answer), null, 2);

function Differences(texts: {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}): ReactNode {
  return (
    <div className={styles.form}>
      <h4>{texts.title}</h4>
      <Diff label={texts.title} before={texts.before} after={texts.after} />
    </div>
  );
}

/** A replay and its event. */
interface Made {
  readonly replay: Replay;
  readonly event: string;
}

function Compared({ replay, event, before }: Made & { readonly before: string }): ReactNode {
  const { t } = useLingui();
  const [recorded, replayed] = [print(replay.recorded), print(replay.replayed)];
  return (
    <>
      <Banner
        tone={replay.differs ? "warning" : "success"}
        action={
          <Link to="/tools/traces/$trace" params={{ trace: replay.trace }}>
            {t`Show its trace`}
          </Link>
        }
      >
        {replay.differs ? t`The function decided differently this time.` : t`The function decided the same.`}
      </Banner>
      <div className={styles.blocks}>
        <CodeBlock label={t`Recorded`} title={t`Recorded`} code={recorded} />
        <CodeBlock label={t`Replayed`} title={t`Replayed`} code={replayed} />
      </div>
      {event !== before && (
        <Differences title={t`What you changed in the event`} before={before} after={event} />
      )}
      {replay.differs && (
        <Differences title={t`What the function decided differently`} before={recorded} after={replayed} />
      )}
    </>
  );
}

/** Calls the trigger's function again, with the original or an edited event. */
export function ReplayForm({ trace, span }: { readonly trace: string; readonly span: TraceSpan }): ReactNode {
  const { t } = useLingui();
  const [before] = useState(() => JSON.stringify(span.details.event ?? {}, null, 2));
  const [text, setText] = useState(before);
  const [made, setMade] = useState<Made>();
  const event = readObject(text);
  const action = useAction({
    run: async () => {
      const body = { span: span.id, event };
      const path = `traces/${encodeURIComponent(trace)}/replay`;
      const replay = await askLocal<Replay>(path, { method: "POST", body });
      setMade({ replay, event: JSON.stringify(event, null, 2) });
    },
  });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (event !== undefined && !action.isBusy) void action.run();
  };
  return (
    <section className={styles.replay} aria-labelledby={`replay-${span.id}`}>
      <div>
        <h3 id={`replay-${span.id}`}>{t`Replay`}</h3>
        <p className={styles.note}>
          <Trans>
            Calls the function again. Cognito is not called, but the function's own effects happen again.
            Masked values are replaced by the originals.
          </Trans>
        </p>
      </div>
      <form onSubmit={submit} className={styles.form}>
        <TextField
          label={t`Event to send`}
          value={text}
          onChange={setText}
          rows={12}
          isMono
          problem={event === undefined ? t`This is not a JSON object.` : undefined}
        />
        <div className={styles.row}>
          <Button type="submit" kind="primary" isBusy={action.isBusy} isDisabled={event === undefined}>
            {t`Replay trigger`}
          </Button>
          <Button kind="quiet" isDisabled={text === before} onPress={() => setText(before)}>
            {t`Back to the recorded event`}
          </Button>
        </div>
      </form>
      <LocalFailureBanner error={action.error} />
      <div aria-live="polite" className={styles.form}>
        {made !== undefined && <Compared {...made} before={before} />}
      </div>
    </section>
  );
}
