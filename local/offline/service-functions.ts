import { join } from "node:path";
import type { FunctionSettings } from "../lambda/execution-environment.ts";
import type { ExplainedError } from "../lambda/explain-error.ts";
import { createLocalFunctions, type LocalFunctions } from "../lambda/local-functions.ts";
import { spokenName } from "../terminal/build-lines.ts";
import { renderFunctionError } from "../terminal/error-lines.ts";
import { functionSettings } from "./function-settings.ts";
import { printOutput } from "./print-requests.ts";
import type { Serverless } from "./serverless.ts";
import { errorStyle, notice } from "./terminal.ts";

/** The maximum number of invocations of one function that wait for an environment; further ones are throttled. */
const MAX_WAITING = 1000;

const IDLE_ENVIRONMENT_MS = 60_000;
/** For an environment that only a burst needed. */
const SPARE_ENVIRONMENT_MS = 10_000;

/** Node's compile cache of the functions' bundles; the folder beside it is the cache of everything else. */
const COMPILED_FUNCTIONS = join(import.meta.dirname, "../../node_modules/.cache/local/functions");

interface Options {
  readonly clock: FunctionSettings["clock"];
  /** The maximum number of concurrent environments of a function. */
  readonly concurrency: number;
  /** The bundle in use of a handler's file, if it was rebuilt since the start. */
  readonly rebuiltFile: (handlerPath: string) => string | null;
  /** How functions' output is shown to a person; null for the original output. */
  readonly output: { readonly isVerbose: boolean } | null;
}

interface ServiceFunctions {
  readonly functions: LocalFunctions;
  /** A function's name by its key in serverless.yml. */
  readonly nameOf: (functionKey: string) => string;
}

/** The functions of the service. The terminal shows their errors with the line that threw them. */
export function serviceFunctions(
  serverless: Serverless,
  { clock, concurrency, rebuiltFile, output }: Options,
): ServiceFunctions {
  const definitions = serverless.service.functions;
  const keyOf = (name: string) =>
    Object.keys(definitions).find((key) => definitions[key]?.name === name) ?? name;
  const functions = createLocalFunctions({
    settings: Object.fromEntries(
      Object.entries(definitions).map(([key, definition]) => [
        definition.name,
        () =>
          functionSettings(serverless, definition, {
            compiled: COMPILED_FUNCTIONS,
            clock,
            rebuiltFile,
            ...(output !== null && { onOutput: (line) => printOutput(key, line, output) }),
            onHandled: (error) => tellError(key, error, { isHandled: true }),
          }),
      ]),
    ),
    limits: {
      environments: concurrency,
      waiting: MAX_WAITING,
      idleMs: IDLE_ENVIRONMENT_MS,
      spareIdleMs: SPARE_ENVIRONMENT_MS,
    },
    onError: (name, error) => tellError(keyOf(name), error, { isHandled: false }),
  });
  return { functions, nameOf: (functionKey) => definitions[functionKey]?.name ?? functionKey };
}

function tellError(
  functionKey: string,
  error: ExplainedError,
  { isHandled }: { readonly isHandled: boolean },
): void {
  notice(renderFunctionError(spokenName(functionKey), error, { style: errorStyle(), isHandled }));
}
