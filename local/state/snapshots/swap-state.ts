/**
 * Replaces the state by another one, atomically, also if the machine stops in between. The former state is moved into a folder
 * whose name shows the progress; `recoverState` undoes incomplete work.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isKeptState } from "../state-folder.ts";
import { StateRefused } from "../state-refused.ts";

/**
 * `out`: the former state is being moved into the folder. `former`: all of it is there, and the new one is being moved in. `done`: the
 * new one is in its place. Each step to the next is one rename. `staged`: an incomplete state, or a copy of one.
 */
type Phase = "out" | "former" | "done" | "staged";

const NAME = /^\.state-(out|former|done|staged)-(\d+)-/;

/** After so long, in milliseconds, a process of that number is another one. */
const MAX_WORK_MS = 10 * 60_000;

const folderName = (phase: Phase): string => `.state-${phase}-${process.pid}-`;

/** How the name of a folder begins that this process stages a state in, inside of the state folder. */
export const stagingPrefix = (): string => folderName("staged");

/** The new state is in place, and the former one still exists. */
export interface SwappedState {
  /** Removes the former state. */
  keep(): void;
  /** Puts the former state back. Neither may be open. */
  undo(): void;
}

/**
 * @param staged a folder below the state folder, with the entries of a state; it is empty afterwards
 * @throws the error of the file system; then the former state is in its place
 */
export function swapState(directory: string, staged: string): SwappedState {
  const place = (phase: Phase) => join(directory, `${folderName(phase)}swap`);
  mkdirSync(place("out"), { mode: 0o700 });
  try {
    for (const name of stateIn(directory)) renameSync(join(directory, name), join(place("out"), name));
    renameSync(place("out"), place("former"));
    for (const name of readdirSync(staged)) renameSync(join(staged, name), join(directory, name));
  } catch (error) {
    recoverState(directory, { isWorking: true });
    throw error;
  }
  return {
    keep: () => {
      renameSync(place("former"), place("done"));
      rmSync(place("done"), { recursive: true, force: true });
    },
    undo: () => recoverState(directory, { isWorking: true }),
  };
}

/** Copies from before a migration do not belong to the state. */
const stateIn = (directory: string): readonly string[] =>
  readdirSync(directory).filter((name) => isKeptState(name) && !/\.v\d+$/.test(name));

/**
 * Undoes a process's incomplete work. Call it before a state is opened.
 *
 * @param isWorking whether this process has staged files that it still needs
 * @throws StateRefused if another process is working
 */
export function recoverState(directory: string, { isWorking = false } = {}): void {
  for (const { folder, phase, pid } of begunIn(directory)) {
    const isNeeded = pid === process.pid ? isWorking : isAtWork(pid, folder);
    if (phase === "staged" && isNeeded) continue;
    if (isNeeded && pid !== process.pid) {
      throw new StateRefused(`${directory} is being loaded by another process (${pid}): try again`);
    }
    if (phase === "out" || phase === "former") putBack(directory, folder, { isWhole: phase === "former" });
    rmSync(folder, { recursive: true, force: true });
  }
}

function begunIn(directory: string) {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names.flatMap((name) => {
    const [, phase, pid] = NAME.exec(name) ?? [];
    return phase === undefined
      ? []
      : [{ folder: join(directory, name), phase: phase as Phase, pid: Number(pid) }];
  });
}

/** @param isWhole whether all of the former state is in the folder, so that what is in its place is another one's */
function putBack(directory: string, folder: string, { isWhole }: { readonly isWhole: boolean }): void {
  if (isWhole) for (const entry of stateIn(directory)) rmSync(join(directory, entry), { recursive: true });
  for (const entry of readdirSync(folder)) renameSync(join(folder, entry), join(directory, entry));
}

/** Whether another process with this id may still be working. */
function isAtWork(pid: number, folder: string): boolean {
  if (Date.now() - statSync(folder).mtimeMs > MAX_WORK_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
