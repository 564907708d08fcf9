/** How an error of a function is told. Pure: values in, text out. */
import type { ExplainedError } from "../lambda/explain-error.ts";
import { renderSource } from "./build-lines.ts";
import type { Style } from "./style.ts";
import { visible, visibleLines } from "./visible.ts";

/** What our triggers throw to say no, in public words: their decision, not their failure. */
const DELIBERATE = "Refusal";

const MAX_MESSAGE = 2000;
const MAX_FRAMES = 6;

/** Node's own frames, and those of the thread that calls the handler. */
const IS_INTERNAL = /\(?(?:node:|file:\/\/.*\/local\/lambda\/)[^()]*\)?$/;

/**
 * An error with its message and the line of TypeScript that threw it; of a deliberate refusal one line.
 *
 * @param name the function's, as the developer calls it
 * @param isHandled whether the function went on after it
 */
export function renderFunctionError(
  name: string,
  { error, source }: ExplainedError,
  { style, isHandled }: { readonly style: Style; readonly isHandled: boolean },
): string {
  const { errorType, errorMessage, trace } = error;
  if (errorType === DELIBERATE) return style.yellow(visible(`${name} refused: ${errorMessage}`));
  const said = `${errorType}: ${errorMessage}`.slice(0, MAX_MESSAGE);
  const title = `${name} ${isHandled ? "handled an error" : "failed"}: `;
  const place =
    source === null
      ? []
      : [
          `  ${style.bold(visible(`${source.file}:${source.line}:${source.column + 1}`))}`,
          ...renderSource(source, style),
        ];
  return [
    style.red(title) + visibleLines(said).replaceAll("\n", "\n  "),
    ...place,
    ...frames(trace, style),
  ].join("\n");
}

function frames(trace: readonly string[], style: Style): string[] {
  const lines = trace.filter((line) => /^\s+at |^\[cause\]: /.test(line) && !IS_INTERNAL.test(line));
  const shown = lines.slice(0, MAX_FRAMES).map((line) => style.dim(`  ${visible(line.trim())}`));
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, style.dim(`  and ${more} more`)] : shown;
}
