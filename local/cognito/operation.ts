import type { TokenRequired } from "../protocol/service-model.ts";
import type { OperationContext, TokenContext } from "./operation-context.ts";
import type { CognitoInput, CognitoOperationName, CognitoOutput } from "./wire-types.ts";

/** Operations that require an `AccessToken` run for the user it names. */
type ContextOf<Name extends CognitoOperationName> = Name extends TokenRequired
  ? TokenContext
  : CognitoInput<Name> extends { readonly AccessToken: string }
    ? TokenContext
    : OperationContext;

/** Runs an operation with validated input and returns its output; refusals are thrown as ServiceError. */
export type Run<Name extends CognitoOperationName> = (
  input: CognitoInput<Name>,
  context: ContextOf<Name>,
) => CognitoOutput<Name> | Promise<CognitoOutput<Name>>;

export interface Operation<Name extends CognitoOperationName> {
  readonly name: Name;
  readonly run: Run<Name>;
}

/**
 * Declares an operation of Amazon Cognito under AWS's own name, typed by the SDK's command of that name. It goes into the file of
 * its family, `operations/<family>.ts`, and into the list of `operations.ts`.
 */
export function operation<Name extends CognitoOperationName>(name: Name, run: Run<Name>): Operation<Name> {
  return { name, run };
}
