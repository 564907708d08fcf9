/** Reasons why a start or a request can't continue, in one terminal line if that is enough. */

import { TemplateError } from "../../cloudformation/template.ts";
import { StateRefused, stateTrouble } from "../state/state-refused.ts";
import { StartRefused } from "./start-settings.ts";
import { warn } from "./terminal.ts";

/** A refusal prints one line and sets the exit code; any other error is a fault and prints its stack. */
export async function orEnd<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    warn(refusalOf(error) ?? raise(error));
    process.exit(1);
  }
}

/** Why a start can't continue, in one line; null for a fault. */
export function refusalOf(error: unknown): string | null {
  const isRefusal =
    error instanceof StartRefused || error instanceof TemplateError || error instanceof StateRefused;
  if (isRefusal) return error.message;
  const trouble = stateTrouble(error);
  return trouble === null ? null : `the state can't be used: ${trouble}`;
}

function raise(error: unknown): never {
  throw error;
}

/** A full disk prints one line: its stack does not help, and every request would print one. */
export function tellFault(what: string, error: unknown): void {
  const trouble = stateTrouble(error);
  if (trouble === null) warn(what, error);
  else warn(`${what}: ${trouble}`);
}
