/**
 * An error that AWS answered. Its `name` is the exception's, and `$metadata` is like in the SDK's errors, so code that maps
 * those can map these as well.
 */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}
