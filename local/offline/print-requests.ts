import { describeTrace } from "../recorder/describe-trace.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { spokenName } from "../terminal/build-lines.ts";
import { renderOutput } from "../terminal/output-line.ts";
import { renderRequest, timeOfDay } from "../terminal/request-line.ts";
import { outputStyle, say } from "./terminal.ts";

/** Prints one line for each request that ends from now on. */
export function printRequests(recorder: Recorder): void {
  const style = outputStyle();
  recorder.subscribe(({ kind, trace }) => {
    if (kind !== "ended") return;
    // After the answer was sent.
    setImmediate(() => say(renderRequest(describeTrace(trace), timeOfDay(new Date()), style)));
  });
}

/** Prints a line of a function, if a person needs it. */
export function printOutput(
  functionKey: string,
  line: string,
  { isVerbose }: { readonly isVerbose: boolean },
): void {
  const told = renderOutput(spokenName(functionKey), line, { style: outputStyle(), isVerbose });
  if (told !== null) say(told);
}
