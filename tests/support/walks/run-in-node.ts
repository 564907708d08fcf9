import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs code of the docs in its own process, with only this environment. */
export async function runInNode(
  script: string,
  argument: unknown,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(argument)], {
    env: { PATH: process.env.PATH, ...environment },
  });
  return stdout;
}
