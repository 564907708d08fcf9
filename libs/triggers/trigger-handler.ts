import { Refusal } from "../messages/refusals.ts";
import { countMetric } from "../observability/metrics.ts";
import { logTrigger, logTriggerError, type TriggerFacts } from "../observability/trigger-log.ts";

/** How long a trigger may work, in milliseconds: a second less than its function has, so that its own words come first. */
const DEADLINE_MS = 3_000;

/** The work's result, or an error where it takes too long; what is under way is left to itself. */
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

/** Says in the log and in the metrics that a trigger failed. */
export function reportTriggerError(what: string, event: TriggerFacts, error: unknown): void {
  countMetric("trigger_error", { cause: event.triggerSource });
  logTriggerError(what, event, error);
}

interface Work<Event> {
  /** What the event asks for. It writes its answer into the event. */
  readonly run: (event: Event) => Promise<void>;
  /**
   * Whether the user may go on where the work failed for a reason of ours. What guards a door stays shut; what only writes
   * things down never keeps anybody out.
   */
  readonly onFailure: "go on" | "refuse";
}

/**
 * A trigger: hands the event back, and lets no error out but a {@link Refusal}. Everything else is logged, and becomes
 * "try again" or nothing at all. Cognito may call it again for the same event.
 *
 * @throws Refusal in public words, which Cognito hands to the client
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function triggerHandler<Event extends TriggerFacts>({ run, onFailure }: Work<Event>) {
  return async (event: Event): Promise<Event> => {
    try {
      await inTime(run(event));
    } catch (error) {
      if (error instanceof Refusal) {
        logTrigger("INFO", "refused", event, { reason: error.reason });
        throw error;
      }
      reportTriggerError("trigger failed", event, error);
      if (onFailure === "refuse") throw new Refusal("unavailable");
    }
    return event;
  };
}
