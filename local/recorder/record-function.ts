/** Each invocation of a function in a span of its own, which what the function does goes on from. */
import type { Invocation } from "../lambda/execution-environment.ts";
import type { FunctionOutcome } from "../lambda/function-environments.ts";
import type { FunctionError } from "../lambda/worker-messages.ts";
import { currentSpan, withSpan } from "./active-span.ts";
import { mapStack } from "./map-stack.ts";
import { type RecordedValue, recorded, recordedJson } from "./recorded-value.ts";

export function recordFunction(
  name: string,
  invocation: Invocation,
  invoke: (invocation: Invocation) => Promise<FunctionOutcome>,
): Promise<FunctionOutcome> {
  // What a trigger is sent and returns is told by its own span.
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
      const outcome = await invoke({
        ...invocation,
        traceHeader: span.header,
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
          span.tell("function", { error: recordedError(outcome.error) });
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

/** Its stack is mapped after the answer, which must not wait for it, and before a build can replace the source map. */
function recordedError({ errorType, errorMessage, trace }: FunctionError): RecordedValue {
  let mapped: object | undefined;
  const read = () => {
    mapped ??= { errorType, errorMessage, trace: mapStack(trace) };
    return mapped;
  };
  setImmediate(read);
  return recorded(errorMessage.length + trace.join().length, read);
}
