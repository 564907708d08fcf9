/**
 * What is known of a test: it holds, it does not, or the local cloud can't tell and says what it can't evaluate. Nothing that can't
 * be told ever allows an access.
 */
export type Verdict = boolean | NotEvaluated;

export class NotEvaluated {
  /** Names the part of the policy: `the condition operator IpAddress`. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/** One that does not hold decides; else one that can't be told. */
export function all(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = true;
  for (const verdict of verdicts) {
    if (verdict === false) return false;
    if (result === true) result = verdict;
  }
  return result;
}

/** One that holds decides; else one that can't be told. */
export function any(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = false;
  for (const verdict of verdicts) {
    if (verdict === true) return true;
    if (result === false) result = verdict;
  }
  return result;
}

export const not = (verdict: Verdict): Verdict => (typeof verdict === "boolean" ? !verdict : verdict);
