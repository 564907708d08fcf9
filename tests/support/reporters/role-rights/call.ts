/** The environment variable with the file to which a stack writes the calls of its functions. */
export const CALL_RECORD = "CALL_RECORD";

/** Recorded headers of a request, besides those of AWS. */
export const KEPT_HEADERS: ReadonlySet<string> = new Set(["authorization", "content-type", "host"]);

/** A request of a function to AWS, as a line of the record. */
export interface Call {
  /** The function's key in serverless.yml. */
  readonly signer: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
