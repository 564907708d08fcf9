/**
 * The operations that are built, and who may call each. The dispatcher checks access once, here nothing else is decided:
 * - `none`: anyone, unsigned;
 * - `token`: the user whose access token the input carries;
 * - `iam`: a request signed with AWS credentials (locally any will do).
 */
import type { Operation } from "./operation.ts";
import type { CognitoOperationName } from "./wire-types.ts";

export type Access = "none" | "token" | "iam";

export type OperationTable = {
  readonly [Name in CognitoOperationName]?: { readonly access: Access; readonly operation: Operation<Name> };
};

export const operationTable: OperationTable = {};
