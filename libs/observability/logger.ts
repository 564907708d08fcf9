import { Logger } from "@aws-lambda-powertools/logger";

/** What our code logs through: a constant text and named, harmless values. */
export interface Log {
  info(message: string, values: Readonly<Record<string, unknown>>): void;
  warn(message: string, values: Readonly<Record<string, unknown>>): void;
  error(message: string, values: Readonly<Record<string, unknown>>): void;
}

/** The modules' logger: JSON lines; name and level come from POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL. */
export const logger: Log = new Logger();

interface Cause {
  readonly name: string;
  readonly message?: string;
  readonly stack?: string;
}

/**
 * What of an error may be logged. Not the error itself: AWS errors hold the response, and with it what a user sent.
 * The message and the stack are kept only for errors that nobody planned for, where they are needed.
 */
export function describeCause(
  cause: unknown,
  { withStack }: { readonly withStack: boolean },
): Cause | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return { name: typeof cause };
  if (!withStack) return { name: cause.name };
  return {
    name: cause.name,
    message: cause.message,
    ...(cause.stack === undefined ? {} : { stack: cause.stack }),
  };
}
