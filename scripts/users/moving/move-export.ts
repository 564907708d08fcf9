/** Moves the users of another system's export into a pool: reads it, plans what becomes of each user, and imports. */
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { explainError, ScriptError } from "../../deployment/script-error.ts";
import type { ImportTarget } from "../import-user.ts";
import { checkGroups } from "../import-users.ts";
import { readAuth0 } from "./auth0.ts";
import { readFirebase } from "./firebase.ts";
import { readKeycloak } from "./keycloak.ts";
import { digestOf, openMoveProgress } from "./move-progress.ts";
import { type MoveResult, moveUsers } from "./move-users.ts";
import type { ReadUsers } from "./moving-user.ts";
import { losses, type MovePlan, planMove } from "./plan-move.ts";
import { loadPoolProfile } from "./pool-profile.ts";
import { renderReasons } from "./render-plan.ts";

const READERS: Readonly<Record<string, ReadUsers>> = {
  auth0: readAuth0,
  firebase: readFirebase,
  keycloak: readKeycloak,
};

const FORMATS: readonly string[] = Object.keys(READERS);

export interface MoveOptions {
  readonly format: string;
  readonly files: readonly string[];
  readonly target: Omit<ImportTarget, "usernameAttributes">;
  /** `FROM=TO` each: see {@link ReadUsers} and `PlanOptions`. */
  readonly attributes: readonly string[];
  readonly groups: readonly string[];
  readonly groupsFrom: string | null;
  readonly createGroups: boolean;
  /** Whether users whose password can't come along are imported without one. */
  readonly resetOthers: boolean;
  readonly isDryRun: boolean;
  readonly resume: boolean;
  /** A file to write, with a line of JSON for each user. */
  readonly report: string | null;
  readonly logsRole: string | null;
  /** Milliseconds between two looks at a job. */
  readonly pauseMs?: number;
  readonly batchSize?: number;
  readonly onPlanned?: (plan: MovePlan) => void;
  readonly onProgress?: (done: number) => void;
}

const CONCURRENCY = 16;
const PAUSE_MS = 2000;

function readPairs(option: string, pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const [, from, to] = /^([^=]+)=([^=]+)$/.exec(pair) ?? [];
      if (from === undefined || to === undefined) {
        throw new ScriptError(`${option} takes FROM=TO, not ${JSON.stringify(pair)}.`);
      }
      return [from, to];
    }),
  );
}

/** @throws ScriptError that says, for each reason, which users would lose their password */
function checkLosses(plan: MovePlan): void {
  const lost = losses(plan);
  if (lost.length === 0) return;
  throw new ScriptError(
    [
      `Passwords that can't come along: ${lost.length}. Nothing was imported.`,
      ...renderReasons(lost),
      "With --reset-others these users are imported without a password, and set one with “forgot password”.",
    ].join("\n"),
  );
}

function writeReport(file: string, plan: MovePlan, results: readonly MoveResult[] | null): void {
  const planned: readonly object[] = results ?? [
    ...[...plan.withHash.values()].flat().map(({ number }) => ({ number, outcome: "with password" })),
    ...plan.withoutPassword.map(({ number, reason }) => ({ number, outcome: "without password", reason })),
  ];
  const lines = [...planned, ...plan.leftOut.map((user) => ({ ...user, outcome: "left out" }))];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
}

/**
 * @returns what became of each user, `null` after a dry run
 * @throws ScriptError before anything is sent, if the export or an option is wrong, or passwords would be lost unasked
 */
export async function moveExport(options: MoveOptions): Promise<readonly MoveResult[] | null> {
  const { files, target, groupsFrom, report, resume, onProgress } = options;
  const read = READERS[options.format];
  if (read === undefined) throw new ScriptError(`--from must be one of ${FORMATS.join(", ")}.`);
  const groups = readPairs("--group", options.groups);
  const attributes = readPairs("--attribute", options.attributes);
  const pool = await loadPoolProfile(target.cognito, target.poolId);
  const plan = await planMove(read({ files, attributes, groupsFrom }), { pool, groups });
  options.onPlanned?.(plan);
  if (options.isDryRun) {
    if (report !== null) writeReport(report, plan, null);
    return null;
  }
  if (!options.resetOthers) checkLosses(plan);
  const { logsRole } = options;
  if (logsRole === null && plan.withHash.size > 0) {
    throw new ScriptError(
      "An import job needs a role for its log: give --logs-role ARN (docs/moving-users.md).",
    );
  }
  await checkGroups(new Set(groups.values()), { target, createGroups: options.createGroups });

  const digest = await digestOf(files, [options.format, options.attributes, options.groups, groupsFrom]);
  const progress = openMoveProgress(`${files[0]}.progress`, { poolId: target.poolId, digest, resume });
  const results: MoveResult[] = [];
  const moving = moveUsers({
    plan,
    progress,
    target: {
      ...target,
      pool,
      logsRole: logsRole ?? "",
      pause: () => sleep(options.pauseMs ?? PAUSE_MS),
    },
    concurrency: CONCURRENCY,
    ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
    onResult: (result) => {
      results.push(result);
      onProgress?.(results.length);
    },
  });
  await moving.catch((error: unknown) => {
    throw new ScriptError(
      `${explainError(error) ?? (error as Error).stack}\nA job that was started runs on. Continue with --resume.`,
    );
  });
  if (report !== null) writeReport(report, plan, results);
  return results;
}
