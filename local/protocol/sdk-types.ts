/** The wire's types, derived from an SDK client's command classes at type level only: nothing of the SDK is loaded at run time. */

type CommandName<Sdk> = Extract<keyof Sdk, `${string}Command`>;

/** Every operation of a service, in AWS's spelling. */
export type OperationNameOf<Sdk> =
  CommandName<Sdk> extends `${infer Name}Command` ? Exclude<Name, "$"> : never;

type Command<Sdk, Name extends string> = Sdk extends {
  readonly [Key in `${Name}Command`]: abstract new (
    ...args: never
  ) => infer Instance;
}
  ? Instance
  : never;

/** The input of an operation: required members exist, constraints hold. */
export type InputOf<Sdk, Name extends string> =
  Command<Sdk, Name> extends { input: infer Input } ? Validated<Input> : never;

/** The output of an operation. Dates are `Date`, encoded as epoch seconds. */
export type OutputOf<Sdk, Name extends string> =
  Command<Sdk, Name> extends {
    resolveMiddleware(...args: never): (...args: never) => Promise<{ output: infer Output }>;
  }
    ? Validated<Omit<Output, "$metadata">>
    : never;

/**
 * A wire shape after validation. The SDK marks a required member as `T | undefined` without `?`; validation has checked that it
 * exists, so `undefined` is removed. Optional members stay optional. Everything is read-only, so that frozen values of the
 * repositories can be returned unchanged.
 */
export type Validated<Shape> = Shape extends Date | Uint8Array
  ? Shape
  : Shape extends readonly (infer Item)[]
    ? readonly Validated<Item>[]
    : Shape extends object
      ? {
          readonly [Key in keyof Shape]: Record<never, never> extends Pick<Shape, Key>
            ? Validated<Shape[Key]>
            : Validated<Exclude<Shape[Key], undefined>>;
        }
      : Shape;
