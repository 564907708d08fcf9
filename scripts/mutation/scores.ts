/** The mutation score of each folder: of the mutants that a test could notice, how many a test noticed. */
import type { Mutant } from "./make-mutants.ts";

export interface Verdict {
  readonly mutant: Mutant;
  /** `invalid` is not TypeScript, `left` was not looked at. */
  readonly outcome: "killed" | "survived" | "explained" | "invalid" | "left";
}

/** Per cent that every folder must reach. */
const WANTED = 90;

const COLUMNS = ["killed", "survived", "explained", "left"] as const;

/** @returns whether every folder has the wanted score, and nothing is left */
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
