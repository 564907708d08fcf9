/**
 * Saves whole states of the local stack by name, and restores them, whether it runs or not.
 *
 *     npm run state -- save NAME [--replace]   users, keys, mail, files and tables into one file
 *     npm run state -- load NAME               replaces the current state; a running stack continues with it
 *     npm run state -- list
 *     npm run state -- delete NAME
 *
 *     --replace   overwrites a state of that name
 *
 * NAME consists of lower-case letters, digits, dots, hyphens and underscores. The files are `snapshots/NAME.snapshot` in the
 * state folder, which is `.local` unless LOCAL_STATE names another. They contain password verifiers, signing keys and mail, so
 * only their owner can read them.
 */
import "../local/answer-help.ts";
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findRunningCloud } from "../local/state/running-cloud.ts";
import {
  type BrokenSnapshot,
  deleteSnapshot,
  listSnapshots,
  loadStoppedState,
  type Snapshot,
  saveStoppedState,
} from "../local/state/snapshots/snapshots.ts";
import { StateRefused, sqliteCode, stateTrouble } from "../local/state/state-refused.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";

const OPTIONS = { replace: { type: "boolean", default: false } } as const;

const COMMANDS = "save NAME [--replace], load NAME, list, or delete NAME";

/** Milliseconds that a running stack may take to restart with a state. */
const MAX_LOAD_MS = 120_000;

const PAUSE_MS = 100;

const directory = resolve(import.meta.dirname, "..", process.env.LOCAL_STATE || ".local");

/** SQLITE_BUSY. */
const BUSY = 5;

interface RunningState {
  readonly directory: string;
  readonly loads: number;
  readonly failure: string | null;
}

/** Works on the folder itself or, if a stack uses it, asks that stack to do it. */
async function whetherRunningOrNot<Result>(
  stopped: () => Promise<Result>,
  running: (endpoint: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await stopped();
  } catch (error) {
    if (sqliteCode(error) !== BUSY) throw error;
  }
  const endpoint = findRunningCloud(directory);
  const state = endpoint === null ? null : await askState(endpoint).catch(() => null);
  if (endpoint === null || state === null || realpathSync(state.directory) !== realpathSync(directory)) {
    throw new ScriptError(
      `Another program has ${directory} open, and no running stack answers: stop that program.`,
    );
  }
  return running(endpoint);
}

async function askState(endpoint: string): Promise<RunningState> {
  const answer = await fetch(`${endpoint}/_local/state`);
  if (!answer.ok) throw new ScriptError(`The running stack answers ${answer.status}.`);
  return (await answer.json()) as RunningState;
}

/** @throws ScriptError with the stack's reason */
async function tellStack<Answer>(endpoint: string, body: object): Promise<Answer> {
  const answer = await fetch(`${endpoint}/_local/state`, { method: "POST", body: JSON.stringify(body) });
  const content = (await answer.json()) as Answer & { readonly message?: string };
  if (!answer.ok) throw new ScriptError(content.message ?? `The running stack answers ${answer.status}.`);
  return content;
}

async function save(name: string, replace: boolean): Promise<void> {
  const saved = await whetherRunningOrNot<Snapshot>(
    () => saveStoppedState(directory, name, { replace }),
    (endpoint) => tellStack(endpoint, { save: name, replace }),
  );
  console.log(`saved ${describe(saved)}`);
}

async function load(name: string): Promise<void> {
  await whetherRunningOrNot(
    () => loadStoppedState(directory, name),
    async (endpoint) => {
      const { loads } = await tellStack<{ readonly loads: number }>(endpoint, { load: name });
      await untilLoaded(endpoint, loads);
    },
  );
  console.log(`loaded ${name}`);
}

/** The stack does not answer while it restarts. */
async function untilLoaded(endpoint: string, loadsBefore: number): Promise<void> {
  const giveUp = Date.now() + MAX_LOAD_MS;
  while (Date.now() < giveUp) {
    const state = await askState(endpoint).catch(() => null);
    if (state !== null && state.loads > loadsBefore) {
      if (state.failure === null) return;
      throw new ScriptError(`The former state was kept: ${state.failure}`);
    }
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  throw new ScriptError("The stack does not answer any more: see its output.");
}

function list(): void {
  const snapshots = listSnapshots(directory);
  if (snapshots.length === 0) console.log(`There are no saved states in ${directory}.`);
  for (const snapshot of snapshots) console.log(describe(snapshot));
}

function describe(snapshot: Snapshot | BrokenSnapshot): string {
  const name = snapshot.name.padEnd(20);
  if ("trouble" in snapshot) return `${name} ${snapshot.trouble}`;
  const { createdAt, users, objects, fileBytes } = snapshot;
  const size = `${Math.ceil(fileBytes / 1024)} KiB`;
  return `${name} ${createdAt.slice(0, 16).replace("T", " ")}Z  users ${users}  objects ${objects}  ${size}`;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [command, name, ...rest] = positionals;
  const isNamed = name !== undefined && rest.length === 0;
  if (values.replace && command !== "save") throw new ScriptError("--replace is an option of save.");
  if (command === "save" && isNamed) return save(name, values.replace);
  if (command === "load" && isNamed) return load(name);
  if (command === "delete" && isNamed) return deleteSnapshot(directory, name);
  if (command === "list" && name === undefined) return list();
  throw new ScriptError(`Usage: npm run state -- ${COMMANDS}. See --help.`);
}

await runScript("state", async () => {
  try {
    await run();
  } catch (error) {
    if (error instanceof StateRefused) throw new ScriptError(error.message);
    const trouble = stateTrouble(error);
    throw trouble === null ? error : new ScriptError(trouble);
  }
});
