import { Refusal, type RefusalName } from "../messages/refusals.ts";
import { countMetric } from "../observability/metrics.ts";
import { logTrigger, logTriggerError, type TriggerFacts } from "../observability/trigger-log.ts";

/** How long a trigger may work, in milliseconds: a second less than its function has, so that its own answer comes first. */
const DEADLINE_MS = 3_000;

/** The work's result, or an error if it takes too long. What is under way is not stopped. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("The trigger is late", "TimeoutError")), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Logs and counts that a trigger failed. */
export function reportTriggerError(what: string, event: TriggerFacts, error: unknown): void {
  countMetric("trigger_error", { cause: event.triggerSource });
  logTriggerError(what, event, error);
}

interface Work<Event> {
  /** What the event asks for. It writes its answer into the event. */
  readonly run: (event: Event) => Promise<void>;
  /**
   * What happens to the user if the work fails for a reason of ours. A trigger that decides on access refuses; one that only
   * records something lets the user go on.
   */
  readonly onFailure: "go on" | "refuse";
  /** The public text of that refusal. */
  readonly refusal?: RefusalName;
}

/**
 * A trigger: returns the event, and throws nothing but a {@link Refusal}. Every other error is logged and counted, and becomes
 * a refusal or nothing at all. Cognito may call it again for the same event.
 *
 * @throws Refusal whose text is public: Cognito hands it to the client
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function triggerHandler<Event extends TriggerFacts>({
  run,
  onFailure,
  refusal = "unavailable",
}: Work<Event>) {
  return async (event: Event): Promise<Event> => {
    try {
      await inTime(run(event));
    } catch (error) {
      if (error instanceof Refusal) {
        logTrigger("INFO", "refused", event, { reason: error.reason });
        throw error;
      }
      reportTriggerError("trigger failed", event, error);
      if (onFailure === "refuse") throw new Refusal(refusal);
    }
    return event;
  };
}
