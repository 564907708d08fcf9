/** Why no test can kill some mutants. */
export interface Explanation {
  readonly file: string;
  /** Text of the mutant's line. */
  readonly at: string;
  /** The replaced text and its replacement. */
  readonly mutants: readonly (readonly [original: string, replacement: string])[];
  readonly reason: string;
}
