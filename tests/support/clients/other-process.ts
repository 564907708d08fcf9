/** Calls of a module that run in a process of its own: Jest's sandbox slows arithmetic down, and a browser ends with its process. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundledScript } from "./bundled-script.ts";

/**
 * Starts a module with a request, and returns its answer.
 *
 * @param url `import.meta.url` of a module that calls {@link answerCaller} where it is the main one
 * @param isBundled for modules that load large packages
 */
export async function callInOtherProcess<Answer>(
  url: string,
  request: unknown,
  { isBundled = false } = {},
): Promise<Answer> {
  const file = fileURLToPath(url);
  const script = isBundled ? await bundledScript(file) : file;
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(request)], {
    maxBuffer: 10 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** Answers the caller, and ends the process whatever timers a package has left. */
export async function answerCaller<Request>(work: (request: Request) => Promise<unknown>): Promise<void> {
  const answer = await work(JSON.parse(process.argv[2] ?? "{}"));
  process.stdout.write(JSON.stringify(answer), () => process.exit());
}
