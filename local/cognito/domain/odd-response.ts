/** The part of a trigger's response that Cognito can't read, for the developer: AWS only says "Unrecognizable lambda output". */

/** Thrown and caught within the readers of responses. */
export class OddResponse extends Error {
  /**
   * @param member `response.autoConfirmUser`, or what else the sentence is about
   * @param expected the rest of "must be …"
   */
  constructor(member: string, expected: string, given: unknown) {
    super(`${member} must be ${expected}, and is ${describe(given)}`);
  }
}

/** Receives a sentence about the problem. */
export type OnOdd = (problem: string) => void;

/** The reader's result; null, after the problem was reported, if it throws {@link OddResponse}. */
export function readOrTell<Result>(read: () => Result, onOdd: OnOdd): Result | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OddResponse)) throw error;
    onOdd(error.message);
    return null;
  }
}

/** By its type, and its value if that is short: responses may contain whole users. */
function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return `the ${typeof value} ${text.length <= 60 ? text : `${text.slice(0, 60)}…`}`;
}
