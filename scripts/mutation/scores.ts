/** The mutation score of each folder: the share of killable mutants that a test killed. */
import type { Mutant } from "./make-mutants.ts";

export interface Verdict {
  readonly mutant: Mutant;
  /** `invalid`: not TypeScript; `left`: not tested yet. */
  readonly outcome: "killed" | "survived" | "explained" | "invalid" | "left";
}

/** Percentage that every folder must reach. */
const WANTED = 90;

const COLUMNS = ["killed", "survived", "explained", "left"] as const;

/** @returns whether every folder has reached the score and no mutant is left */
export function printScores(verdicts: readonly Verdict[], folders: readonly string[]): boolean {
  const rows = folders.map((folder) => rowOf(folder, verdicts));
  console.log(
    `${"folder".padEnd(30)}${["mutants", ...COLUMNS, "score"].map((name) => name.padStart(11)).join("")}`,
  );
  for (const { folder, counts, mutants, score } of rows) {
    const cells = [mutants, ...COLUMNS.map((outcome) => counts[outcome]), `${score.toFixed(1)} %`];
    console.log(`${folder.padEnd(30)}${cells.map((cell) => String(cell).padStart(11)).join("")}`);
  }
  return rows.every(({ score, counts }) => score >= WANTED && counts.left === 0);
}

function rowOf(folder: string, verdicts: readonly Verdict[]) {
  const own = verdicts.filter(({ mutant }) => mutant.file === folder || mutant.file.startsWith(`${folder}/`));
  const count = (outcome: Verdict["outcome"]) => own.filter((verdict) => verdict.outcome === outcome).length;
  const counts = {
    killed: count("killed"),
    survived: count("survived"),
    explained: count("explained"),
    left: count("left"),
  };
  const judged = counts.killed + counts.survived;
  const score = judged === 0 ? 100 : (100 * counts.killed) / judged;
  return { folder, counts, mutants: own.length - count("invalid"), score };
}
