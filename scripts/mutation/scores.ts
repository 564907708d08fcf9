/** The mutation score of each folder: of the mutants that a test could notice, how many a test noticed. */
import type { Mutant } from "./make-mutants.ts";

export interface Verdict {
  readonly mutant: Mutant;
  readonly outcome: "killed" | "survived" | "explained";
}

/** Per cent that every folder must reach. */
const WANTED = 90;

/** @returns whether every folder has the wanted score */
export function printScores(verdicts: readonly Verdict[], folders: readonly string[]): boolean {
  const rows = folders.map((folder) => rowOf(folder, verdicts));
  console.log(`${"folder".padEnd(30)} mutants  killed  survived  explained   score`);
  for (const { folder, killed, survived, explained, score } of rows) {
    const counts = [killed + survived + explained, killed, survived, explained];
    const columns = counts.map((count, index) => String(count).padStart([7, 7, 9, 10][index] ?? 0));
    console.log(`${folder.padEnd(30)} ${columns.join(" ")} ${score.toFixed(1).padStart(7)} %`);
  }
  return rows.every(({ score }) => score >= WANTED);
}

function rowOf(folder: string, verdicts: readonly Verdict[]) {
  const own = verdicts.filter(({ mutant }) => mutant.file === folder || mutant.file.startsWith(`${folder}/`));
  const count = (outcome: Verdict["outcome"]) => own.filter((verdict) => verdict.outcome === outcome).length;
  const [killed, survived, explained] = [count("killed"), count("survived"), count("explained")];
  const score = killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
  return { folder, killed, survived, explained, score };
}
