/**
 * The wire's types, derived from the SDK's command classes at type level only: nothing of the SDK is loaded at run time.
 */
import type * as sdk from "@aws-sdk/client-cognito-identity-provider";

type CommandName = Extract<keyof typeof sdk, `${string}Command`>;

/** Every operation of Amazon Cognito user pools, in AWS's spelling. */
export type CognitoOperationName = CommandName extends `${infer Name}Command` ? Exclude<Name, "$"> : never;

type Command<Name extends CognitoOperationName> = InstanceType<(typeof sdk)[`${Name}Command` & CommandName]>;

type WireInput<Name extends CognitoOperationName> =
  Command<Name> extends { input: infer Input } ? Input : never;

type WireOutput<Name extends CognitoOperationName> =
  Command<Name> extends {
    resolveMiddleware(...args: never): (...args: never) => Promise<{ output: infer Output }>;
  }
    ? Omit<Output, "$metadata">
    : never;

/**
 * A wire shape after validation. The SDK marks a required member as `T | undefined` without `?`; validation has proved it
 * is there, so the `undefined` goes. Optional members stay optional. Read-only throughout, so that frozen values of the
 * repositories can be answered as they are.
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

/** What an operation is given: required members are there, constraints hold. */
export type CognitoInput<Name extends CognitoOperationName> = Validated<WireInput<Name>>;

/** What an operation answers. Dates are `Date` and travel as epoch seconds. */
export type CognitoOutput<Name extends CognitoOperationName> = Validated<WireOutput<Name>>;
