/** Each call of a pool's trigger in a span of its own, tries included. */
import type { LambdaOutcome } from "../lambda/lambda-invoker.ts";
import { type ActiveSpan, withSpan } from "./active-span.ts";
import { recordedJson } from "./recorded-value.ts";
import type { FunctionFailure } from "./trace.ts";

interface TriggerCall {
  readonly trigger: string;
  readonly functionArn: string;
  readonly event: {
    readonly triggerSource: string;
    readonly userName: string;
    readonly request: Readonly<Record<string, unknown>>;
  };
}

interface Answered<Response> {
  readonly outcome: LambdaOutcome;
  /** What Cognito makes of the outcome; throws what it refuses with. */
  readonly response: () => Response;
}

/** @throws what the outcome is refused with */
export function recordTrigger<Response>(
  { trigger, functionArn, event }: TriggerCall,
  invoke: () => Promise<Answered<Response>>,
): Promise<Response> {
  const source = event.triggerSource;
  return withSpan(
    "trigger",
    source,
    () => ({ trigger, source, functionArn }),
    async (span) => {
      if (span !== undefined) noteUser(span, event);
      const { outcome, response } = await invoke();
      if (span !== undefined) tellOutcome(span, event, outcome);
      try {
        return response();
      } catch (error) {
        // What Cognito makes of it counts: a result may be none that it can read.
        if (outcome.kind === "result" && error instanceof Error)
          span?.tell("trigger", { error: { errorType: error.name, errorMessage: error.message } });
        span?.end("refused");
        throw error;
      }
    },
  );
}

/** Where the function runs here, its span has told event and result already, as the texts that they were. */
function tellOutcome(span: ActiveSpan, event: TriggerCall["event"], outcome: LambdaOutcome): void {
  if (!span.has("event")) span.tell("trigger", { event: recordedJson(JSON.stringify(event)) });
  if (outcome.kind !== "result") span.tell("trigger", { error: failureOf(outcome) });
  else if (!span.has("returned"))
    span.tell("trigger", { returned: recordedJson(JSON.stringify(outcome.payload) ?? "null") });
}

/** How an invocation ended that has no result. */
export function failureOf(outcome: Exclude<LambdaOutcome, { kind: "result" }>): FunctionFailure {
  switch (outcome.kind) {
    case "function-error":
      return { errorType: outcome.errorType, errorMessage: outcome.errorMessage };
    case "timed-out":
      return { errorType: "TimedOut", errorMessage: "the function did not answer in time" };
    case "unreachable":
      return { errorType: "Unreachable", errorMessage: outcome.reason };
  }
}

function noteUser(span: ActiveSpan, { userName, request }: TriggerCall["event"]): void {
  const attributes = request.userAttributes as Readonly<Record<string, string>> | undefined;
  const sub = attributes?.sub;
  if (sub !== undefined && attributes !== undefined) span.sees({ sub, username: userName, attributes });
}
