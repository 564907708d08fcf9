/**
 * An error that AWS documents. The client gets its code and message; any other error becomes an InternalErrorException without
 * details.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  /** The exception's name on the wire, `UserNotFoundException`. */
  readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Members besides the message, from the model's error shape. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {} }: { status?: number; fields?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The exception that most services share. */
export const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);
