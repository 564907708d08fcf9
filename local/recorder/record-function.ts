/** Each invocation of a function in a span of its own, which what the function does goes on from. */
import type { Invocation } from "../lambda/execution-environment.ts";
import type { FunctionOutcome } from "../lambda/function-environments.ts";
import { currentSpan, withSpan } from "./active-span.ts";
import { recordedJson } from "./recorded-value.ts";

export function recordFunction(
  name: string,
  invocation: Invocation,
  invoke: (invocation: Invocation) => Promise<FunctionOutcome>,
): Promise<FunctionOutcome> {
  // The span of a trigger has its event and what it returned.
  const isTold = currentSpan()?.kind === "trigger";
  return withSpan(
    "function",
    name,
    () => ({
      function: name,
      ...(!isTold && { event: recordedJson(invocation.event, { kind: "http" }) }),
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
          if (!isTold) span.tell("function", { response: recordedJson(outcome.payload, { kind: "http" }) });
          span.end("ok");
          break;
        case "error":
          span.tell("function", { error: outcome.error });
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
