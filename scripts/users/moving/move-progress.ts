/** How far a move has come, in a file beside the export, so that an interrupted one can continue. No names and no hashes. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { ScriptError } from "../../deployment/script-error.ts";

const State = z.strictObject({
  poolId: z.string(),
  /** Of the files and the options. */
  digest: z.string(),
  /** Import jobs by batch. */
  jobs: z.record(z.string(), z.strictObject({ id: z.string(), isDone: z.boolean() })),
  /** The group of users without a password that is under way, and the numbers of those who were not in the pool before. */
  others: z.strictObject({ begin: z.int(), ours: z.array(z.int()) }).nullable(),
});

type State = z.infer<typeof State>;

export interface MoveProgress {
  readonly state: Readonly<State>;
  update(changes: Partial<Pick<State, "jobs" | "others">>): void;
  finish(): void;
}

/** Identifies what is moved: the same files, read in the same way. */
export async function digestOf(files: readonly string[], options: unknown): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(options));
  for (const file of files) await pipeline(createReadStream(file), hash, { end: false });
  return hash.digest("hex");
}

function readState(path: string, expected: Pick<State, "poolId" | "digest">): State {
  if (!existsSync(path)) throw new ScriptError(`${path} is missing: there is nothing to continue.`);
  const { data: state } = State.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (state === undefined) throw new ScriptError(`${path} is not the progress file of an import.`);
  if (state.poolId !== expected.poolId || state.digest !== expected.digest) {
    throw new ScriptError(`${path} is of another pool, other files or other options: see --resume.`);
  }
  return state;
}

/** @throws ScriptError if there is nothing to continue, or a former run's progress and no `resume` */
export function openMoveProgress(
  path: string,
  { resume, ...expected }: Pick<State, "poolId" | "digest"> & { readonly resume: boolean },
): MoveProgress {
  if (!resume && existsSync(path)) {
    throw new ScriptError(`${path} is there: an import was interrupted. Give --resume, or delete the file.`);
  }
  let state: State = resume ? readState(path, expected) : { ...expected, jobs: {}, others: null };
  return {
    get state() {
      return state;
    },
    update(changes) {
      state = { ...state, ...changes };
      writeFileSync(path, JSON.stringify(state), { mode: 0o600 });
    },
    finish: () => rmSync(path, { force: true }),
  };
}
