/** The environment variable that tells a stack where the calls of its functions are to be written. */
export const CALL_RECORD = "CALL_RECORD";

/** What is kept of a request's headers beside those of AWS. */
export const KEPT_HEADERS: ReadonlySet<string> = new Set(["authorization", "content-type", "host"]);

/** A request of a function to AWS, as a line of the record has it. */
export interface Call {
  /** The function's key in serverless.yml. */
  readonly signer: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
