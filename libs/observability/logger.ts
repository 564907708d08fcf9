import { Logger } from "@aws-lambda-powertools/logger";

/** A constant text and named values without secrets. */
export interface Log {
  info(message: string, values: Readonly<Record<string, unknown>>): void;
  warn(message: string, values: Readonly<Record<string, unknown>>): void;
  error(message: string, values: Readonly<Record<string, unknown>>): void;
}

/** The modules' logger: JSON lines; name and level come from POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL. */
export const logger: Log = new Logger();
