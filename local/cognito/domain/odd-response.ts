/** What of a trigger's answer Cognito can't read, for the developer: AWS says "Unrecognizable lambda output" and no more. */

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

/** Told of the sentence that says what is odd. */
export type OnOdd = (problem: string) => void;

/** What the reader makes of a response; null, once the problem has been told, where it throws {@link OddResponse}. */
export function readOrTell<Result>(read: () => Result, onOdd: OnOdd): Result | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OddResponse)) throw error;
    onOdd(error.message);
    return null;
  }
}

/** By its type, and its value where that is short: answers may hold whole users. */
function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return `the ${typeof value} ${text.length <= 60 ? text : `${text.slice(0, 60)}…`}`;
}
