/** Mutants that no test can notice, each with the reason. An explanation that fits no mutant any more fails the run. */
import type { Mutant } from "./make-mutants.ts";

export interface Explanation {
  readonly file: string;
  /** The text that is replaced, and what with. */
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

const explanations: readonly Explanation[] = [];

const fits = (mutant: Mutant) => (explanation: Explanation) =>
  explanation.file === mutant.file &&
  explanation.original === mutant.original &&
  explanation.replacement === mutant.replacement;

export function explanationOf(mutant: Mutant): Explanation | undefined {
  return explanations.find(fits(mutant));
}

/** What explains nothing in the files that were looked at. */
export function staleExplanations(
  mutants: readonly Mutant[],
  paths: readonly string[],
): readonly Explanation[] {
  const isAsked = (file: string) => paths.some((path) => file === path || file.startsWith(`${path}/`));
  return explanations.filter(
    (explanation) => isAsked(explanation.file) && !mutants.some((mutant) => fits(mutant)(explanation)),
  );
}
