import { explainError } from "./script-error.ts";

/** Runs a script's main function. A ScriptError ends it with one sentence and exit code 1. */
export async function runScript(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(`${name}: ${explainError(error) ?? (error as Error).stack}`);
    process.exitCode = 1;
  }
}
