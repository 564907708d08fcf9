/** One line for people and programs that wait for it. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line of trouble, with the error's stack where there is one. */
export function warn(line: string, error?: unknown): void {
  const detail =
    error instanceof Error
      ? `: ${error.stack ?? error.message}`
      : error === undefined
        ? ""
        : `: ${String(error)}`;
  process.stderr.write(`local: ${line}${detail}\n`);
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
