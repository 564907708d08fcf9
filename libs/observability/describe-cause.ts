import { channel } from "node:diagnostics_channel";

/** Enough to find the line; what called it before is the framework's. */
const MAX_FRAMES = 8;
const MAX_CAUSES = 3;

/**
 * A frame as V8 writes it, and nothing that only looks like one: function names are identifiers, places are files
 * (https://v8.dev/docs/stack-trace-api#appendix%3A-stack-trace-format).
 */
const FRAME =
  /^ {4}at (?:[\w$.<>#[\] ]{1,200} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()@]{1,500}:\d+:\d+\)?$/;

/**
 * Errors that are handled, as objects, for whoever observes the process from within
 * (https://nodejs.org/api/diagnostics_channel.html). Nothing subscribes on AWS; logs get {@link describeCause}'s words.
 */
const failures = channel("serverless-auth:failure");

/** An error of our own making. Its text is a constant, so it may be logged: what other errors say may hold what a user sent. */
export class Fault extends Error {
  override readonly name = "Fault";
}

export interface Cause {
  readonly name: string;
  /** Of a {@link Fault} alone. */
  readonly message?: string;
  /** Where it was thrown, innermost first. */
  readonly frames?: readonly string[];
  readonly cause?: Cause;
}

/**
 * What of an error may be logged. Not the error itself: AWS errors hold the response, and with it what a user sent, and
 * messages of parsers quote what they parse. The stack's frames are kept for errors that nobody planned for, where they are needed.
 */
export function describeCause(
  cause: unknown,
  { withStack }: { readonly withStack: boolean },
): Cause | undefined {
  if (cause === undefined) return undefined;
  return describe(cause, withStack, MAX_CAUSES);
}

function describe(cause: unknown, withStack: boolean, depth: number): Cause {
  if (!(cause instanceof Error)) return { name: typeof cause };
  if (!withStack) return { name: cause.name };
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
 * The frames of an error's stack without its message, which may itself look like frames. None where the message was changed
 * after the stack was written, for then it can't be told where it ends.
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

/** Shows a handled error to observers within the process. */
export function publishFailure(error: unknown): void {
  if (failures.hasSubscribers) failures.publish({ error });
}
