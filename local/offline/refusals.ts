/** What keeps a start, or a request, from going on, told at the terminal in a line where a line says it all. */

import { TemplateError } from "../../cloudformation/template.ts";
import { StateRefused, stateTrouble } from "../state/state-refused.ts";
import { StartRefused } from "./start-settings.ts";
import { warn } from "./terminal.ts";

/** Refusals are one line and an exit code; anything else is a fault and keeps its stack. */
export async function orEnd<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    warn(refusalOf(error) ?? raise(error));
    process.exit(1);
  }
}

/** Why a start can't go on, in one line; null for a fault. */
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

/** A disk that is full is told in a line: its stack leads nowhere, and every request would print one. */
export function tellFault(what: string, error: unknown): void {
  const trouble = stateTrouble(error);
  if (trouble === null) warn(what, error);
  else warn(`${what}: ${trouble}`);
}
