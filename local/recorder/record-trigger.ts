/** Records each call of a pool's trigger as a span, including retries. */
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
  /** Cognito's handling of the outcome; throws its error. */
  readonly response: () => Response;
}

/** @throws the error for the outcome */
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
        // Cognito's result decides: it may be unable to read a trigger's response.
        if (outcome.kind === "result" && error instanceof Error) {
          span?.tell("trigger", { error: { errorType: error.name, errorMessage: error.message } });
        }
        span?.end("refused");
        throw error;
      }
    },
  );
}

/** If the function runs here, its span already has event and result, as the original texts. */
function tellOutcome(span: ActiveSpan, event: TriggerCall["event"], outcome: LambdaOutcome): void {
  if (!span.has("event")) span.tell("trigger", { event: recordedJson(JSON.stringify(event)) });
  if (outcome.kind !== "result") span.tell("trigger", { error: failureOf(outcome) });
  else if (!span.has("returned")) {
    span.tell("trigger", { returned: recordedJson(JSON.stringify(outcome.payload) ?? "null") });
  }
}

/** The failure of an invocation without a result. */
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
