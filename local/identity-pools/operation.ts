import type * as sdk from "@aws-sdk/client-cognito-identity";
import type { InputOf, OperationNameOf, OutputOf } from "../protocol/sdk-types.ts";
import type { IdentityContext } from "./identity-context.ts";

/** Every operation of Amazon Cognito identity pools, in AWS's spelling. */
export type IdentityOperationName = OperationNameOf<typeof sdk>;
export type IdentityInput<Name extends IdentityOperationName> = InputOf<typeof sdk, Name>;
export type IdentityOutput<Name extends IdentityOperationName> = OutputOf<typeof sdk, Name>;

/** Runs an operation with validated input and returns its output; refusals are thrown as ServiceError. */
export interface Operation<Name extends IdentityOperationName> {
  readonly name: Name;
  readonly run: (
    input: IdentityInput<Name>,
    context: IdentityContext,
  ) => IdentityOutput<Name> | Promise<IdentityOutput<Name>>;
}

/** Declares an operation of identity pools under AWS's own name, typed by the SDK's command of that name. */
export function operation<Name extends IdentityOperationName>(
  name: Name,
  run: Operation<Name>["run"],
): Operation<Name> {
  return { name, run };
}
