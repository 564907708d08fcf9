/**
 * An error that AWS answered with. Its `name` is the exception's and `$metadata` is as in the SDK's errors, so whoever
 * maps those reads these as well.
 */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}
