import { type Style, styleOf, wantsColours } from "../terminal/style.ts";
import { visibleLines } from "../terminal/visible.ts";

/**
 * Lets the stack outlive whoever reads its output (`npm start | head -1`). Otherwise the failure of one line would be told in
 * another one, which fails as well, and so on for ever.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** One line for people and programs that wait for it. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Colours of what goes to standard output, or none. */
export const outputStyle = (): Style => styleOf(wantsColours(process.stdout, process.env));

/** Colours of what goes to standard error, or none. */
export const errorStyle = (): Style => styleOf(wantsColours(process.stderr, process.env));

/** One line of trouble, with the error's stack where there is one. */
export function warn(line: string, error?: unknown): void {
  const detail =
    error instanceof Error
      ? `: ${error.stack ?? error.message}`
      : error === undefined
        ? ""
        : `: ${String(error)}`;
  notice(visibleLines(`${line}${detail}`));
}

/** What is made for a terminal already: nothing from outside in it but as what `visible` makes of it. */
export function notice(text: string): void {
  process.stderr.write(`local: ${text}\n`);
}

/**
 * Silences `console.log`: serverless-offline draws a box around every route, twice, and has no option against it.
 *
 * @returns what lets it speak again
 */
export function hush(): () => void {
  const { log } = console;
  console.log = () => {};
  return () => {
    console.log = log;
  };
}
