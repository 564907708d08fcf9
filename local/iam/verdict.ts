/**
 * The result of a test: it holds, it does not, or the local cloud can't evaluate it and names the part. What can't be evaluated
 * never allows an access.
 */
export type Verdict = boolean | NotEvaluated;

export class NotEvaluated {
  /** Names the part of the policy: `the condition operator IpAddress`. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/** A test that does not hold decides; else one that can't be evaluated. */
export function all(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = true;
  for (const verdict of verdicts) {
    if (verdict === false) return false;
    if (result === true) result = verdict;
  }
  return result;
}

/** A test that holds decides; else one that can't be evaluated. */
export function any(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = false;
  for (const verdict of verdicts) {
    if (verdict === true) return true;
    if (result === false) result = verdict;
  }
  return result;
}

export const not = (verdict: Verdict): Verdict => (typeof verdict === "boolean" ? !verdict : verdict);
