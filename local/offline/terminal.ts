import { type Style, styleOf, wantsColours } from "../terminal/style.ts";
import { visibleLines } from "../terminal/visible.ts";

/**
 * Keeps the stack running if the reader of its output ends (`npm start | head -1`). Otherwise the failure of one line would
 * cause another line, which fails as well, without end.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** Prints one line for people and programs that wait for it. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Colours of what goes to standard output, or none. */
export const outputStyle = (): Style => styleOf(wantsColours(process.stdout, process.env));

/** Colours of what goes to standard error, or none. */
export const errorStyle = (): Style => styleOf(wantsColours(process.stderr, process.env));

/** Prints one line about a problem, with the error's stack if there is one. */
export function warn(line: string, error?: unknown): void {
  const detail =
    error instanceof Error
      ? `: ${error.stack ?? error.message}`
      : error === undefined
        ? ""
        : `: ${String(error)}`;
  notice(visibleLines(`${line}${detail}`));
}

/** Prints text that is ready for a terminal: values from outside were escaped by `visible`. */
export function notice(text: string): void {
  process.stderr.write(`local: ${text}\n`);
}

/**
 * Silences `console.log`: serverless-offline draws a box around every route, twice, and has no option to turn this off.
 *
 * @returns a function that restores it
 */
export function hush(): () => void {
  const { log } = console;
  console.log = () => {};
  return () => {
    console.log = log;
  };
}
