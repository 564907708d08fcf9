import type * as sdk from "@aws-sdk/client-cognito-identity-provider";
import type { InputOf, OperationNameOf, OutputOf } from "../protocol/sdk-types.ts";

export type { Validated } from "../protocol/sdk-types.ts";

/** Every operation of Amazon Cognito user pools, in AWS's spelling. */
export type CognitoOperationName = OperationNameOf<typeof sdk>;

/** What an operation is given: required members are there, constraints hold. */
export type CognitoInput<Name extends CognitoOperationName> = InputOf<typeof sdk, Name>;

/** What an operation answers. */
export type CognitoOutput<Name extends CognitoOperationName> = OutputOf<typeof sdk, Name>;
