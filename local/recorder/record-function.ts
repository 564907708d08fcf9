/** Records each invocation of a function as a span; the function's requests become its children. */

import type { Invocation } from "../lambda/execution-environment.ts";
import type { ExplainedError } from "../lambda/explain-error.ts";
import type { FunctionOutcome } from "../lambda/function-environments.ts";
import { currentSpan, withSpan } from "./active-span.ts";
import { type RecordedValue, recorded, recordedJson } from "./recorded-value.ts";
import type { FunctionFailure } from "./trace.ts";

/** The approximate size of a recorded error, in characters: its message and a stack of ten frames. */
const FAILURE_SIZE = 1000;

const MAX_HANDLED = 5;

export function recordFunction(
  name: string,
  invocation: Invocation,
  invoke: (invocation: Invocation) => Promise<FunctionOutcome>,
): Promise<FunctionOutcome> {
  // The trigger's own span has its event and its response.
  const above = currentSpan();
  const trigger = above?.kind === "trigger" ? above : null;
  trigger?.tell("trigger", { event: recordedJson(invocation.event) });
  return withSpan(
    "function",
    name,
    () => ({
      function: name,
      ...(trigger === null && { event: recordedJson(invocation.event, { kind: "http" }) }),
    }),
    async (span) => {
      if (span === undefined) return invoke(invocation);
      const asked = performance.now();
      const handled: FunctionFailure[] = [];
      const outcome = await invoke({
        ...invocation,
        traceHeader: span.header,
        onHandled: (error) => {
          invocation.onHandled?.(error);
          // Only the first few: a retried call may fail again and again.
          if (handled.length < MAX_HANDLED) handled.push(failureOf(error));
          span.tell("function", { handled: recorded(handled.length * FAILURE_SIZE, () => handled) });
        },
        onCalled: () => {
          span.tell("function", { waitedMs: Math.round(performance.now() - asked) });
          invocation.onCalled?.();
        },
      });
      switch (outcome.kind) {
        case "result":
          if (trigger === null)
            span.tell("function", { response: recordedJson(outcome.payload, { kind: "http" }) });
          else trigger.tell("trigger", { returned: recordedJson(outcome.payload) });
          span.end("ok");
          break;
        case "error":
          span.tell("function", { error: recordedFailure(outcome) });
          span.end("failed");
          break;
        default:
          span.tell("function", { notRun: outcome.kind });
          span.end("failed");
      }
      return outcome;
    },
  );
}

function failureOf({ error, source }: ExplainedError): FunctionFailure {
  return { ...error, ...(source !== null && { source }) };
}

const recordedFailure = (error: ExplainedError): RecordedValue =>
  recorded(FAILURE_SIZE, () => failureOf(error));
