/**
 * An error that AWS documents. It travels to the client with its code and message; anything else that is thrown becomes an
 * InternalErrorException that tells nothing.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  /** The exception's name on the wire, `UserNotFoundException`. */
  readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Members beside the message, as the model's error shape has them. */
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
