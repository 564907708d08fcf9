/** Mutants that no test can kill, each with the reason. An explanation that matches no mutant fails the run. */
import { explainedInLibs } from "./explained-libs.ts";
import { explainedInLocal } from "./explained-local.ts";
import type { Explanation } from "./explanation.ts";
import type { Mutant } from "./make-mutants.ts";

export const explanations: readonly Explanation[] = [...explainedInLocal, ...explainedInLibs];

const fits = (mutant: Mutant, { file, at, mutants }: Explanation) =>
  file === mutant.file &&
  mutant.lineText.includes(at) &&
  mutants.some(
    ([original, replacement]) => original === mutant.original && replacement === mutant.replacement,
  );

export function explanationOf(mutant: Mutant): Explanation | undefined {
  return explanations.find((explanation) => fits(mutant, explanation));
}

/** Explanations that match no mutant of the tested files, or fewer than they claim. */
export function staleExplanations(mutants: readonly Mutant[]): readonly Explanation[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations.filter((explanation) => {
    const fitting = mutants.filter((mutant) => fits(mutant, explanation));
    return files.has(explanation.file) && fitting.length < explanation.mutants.length;
  });
}
