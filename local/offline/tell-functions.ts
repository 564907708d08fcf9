import type { ExplainedError } from "../lambda/explain-error.ts";
import { spokenName } from "../terminal/build-lines.ts";
import { renderFunctionError } from "../terminal/error-lines.ts";
import { errorStyle, notice } from "./terminal.ts";

/** An error of a function, told at the terminal with the line that threw it. */
export function tellFunctionError(
  functionKey: string,
  error: ExplainedError,
  { isHandled }: { readonly isHandled: boolean },
): void {
  notice(renderFunctionError(spokenName(functionKey), error, { style: errorStyle(), isHandled }));
}
