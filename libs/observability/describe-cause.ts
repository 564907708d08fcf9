import { channel } from "node:diagnostics_channel";

/** Enough to find the line; the frames above are the framework's. */
const MAX_FRAMES = 8;
const MAX_CAUSES = 3;

/**
 * A stack frame of V8, and nothing that only looks like one: function names are identifiers, places are files
 * (https://v8.dev/docs/stack-trace-api#appendix%3A-stack-trace-format).
 */
const FRAME =
  /^ {4}at (?:[\w$.<>#[\] ]{1,200} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()@]{1,500}:\d+:\d+\)?$/;

/**
 * Handled errors, as objects, for observers inside the process (https://nodejs.org/api/diagnostics_channel.html). Nothing
 * subscribes on AWS; logs get the result of {@link describeCause}.
 */
const failures = channel("serverless-auth:failure");

/** An error of our own. Its text is a constant, so it may be logged; texts of other errors may hold what a user sent. */
export class Fault extends Error {
  override readonly name = "Fault";
}

export interface Cause {
  readonly name: string;
  /** Only for a {@link Fault}. */
  readonly message?: string;
  /** Where it was thrown, innermost frame first. */
  readonly frames?: readonly string[];
  readonly cause?: Cause;
}

/** All of an error that may be logged where its stack would be too much: see {@link describeCause}. */
export const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/**
 * The part of an error that may be logged. Not the error itself: AWS errors hold the response, and with it what a user sent,
 * and parsers quote what they parse. The frames of the stack are kept for unexpected errors.
 */
export function describeCause(
  cause: unknown,
  { withStack }: { readonly withStack: boolean },
): Cause | undefined {
  if (cause === undefined) return undefined;
  return describe(cause, withStack, MAX_CAUSES);
}

function describe(cause: unknown, withStack: boolean, depth: number): Cause {
  if (!(cause instanceof Error) || !withStack) return { name: nameOfError(cause) };
  return {
    name: cause.name,
    ...(cause instanceof Fault ? { message: cause.message } : {}),
    frames: framesOf(cause),
    ...(cause.cause === undefined || depth === 1
      ? {}
      : { cause: describe(cause.cause, withStack, depth - 1) }),
  };
}

/**
 * The frames of an error's stack without its message, which may itself look like frames. Empty if the message was changed after
 * the stack was written, because then its end is unknown.
 */
function framesOf({ message, stack }: Error): readonly string[] {
  const text = String(stack ?? "");
  const start = text.indexOf(message);
  if (start === -1) return [];
  return text
    .slice(start + message.length)
    .split("\n")
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim().slice("at ".length));
}

/** Shows a handled error to observers inside the process. */
export function publishFailure(error: unknown): void {
  if (failures.hasSubscribers) failures.publish({ error });
}
