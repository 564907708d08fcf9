/**
 * The operations that are built, and who may call each. The dispatcher checks access once, here nothing else is decided:
 * - `none`: anyone, unsigned;
 * - `token`: the user whose access token the input carries;
 * - `iam`: a request signed with AWS credentials (locally any will do).
 */

import type { Operation } from "./operation.ts";
import { createUserPoolClient } from "./operations/clients/create-user-pool-client.ts";
import { deleteUserPoolClient } from "./operations/clients/delete-user-pool-client.ts";
import { describeUserPoolClient } from "./operations/clients/describe-user-pool-client.ts";
import { listUserPoolClients } from "./operations/clients/list-user-pool-clients.ts";
import { updateUserPoolClient } from "./operations/clients/update-user-pool-client.ts";
import { createResourceServer } from "./operations/pools/create-resource-server.ts";
import { createUserPool } from "./operations/pools/create-user-pool.ts";
import { deleteResourceServer } from "./operations/pools/delete-resource-server.ts";
import { deleteUserPool } from "./operations/pools/delete-user-pool.ts";
import { describeResourceServer } from "./operations/pools/describe-resource-server.ts";
import { describeUserPool } from "./operations/pools/describe-user-pool.ts";
import { getUserPoolMfaConfig } from "./operations/pools/get-user-pool-mfa-config.ts";
import { listUserPools } from "./operations/pools/list-user-pools.ts";
import { setUserPoolMfaConfig } from "./operations/pools/set-user-pool-mfa-config.ts";
import { updateResourceServer } from "./operations/pools/update-resource-server.ts";
import { updateUserPool } from "./operations/pools/update-user-pool.ts";
import type { CognitoOperationName } from "./wire-types.ts";

export type Access = "none" | "token" | "iam";

export type OperationTable = {
  readonly [Name in CognitoOperationName]?: { readonly access: Access; readonly operation: Operation<Name> };
};

export const operationTable: OperationTable = {
  // User pools
  CreateUserPool: { access: "iam", operation: createUserPool },
  DescribeUserPool: { access: "iam", operation: describeUserPool },
  UpdateUserPool: { access: "iam", operation: updateUserPool },
  DeleteUserPool: { access: "iam", operation: deleteUserPool },
  ListUserPools: { access: "iam", operation: listUserPools },
  SetUserPoolMfaConfig: { access: "iam", operation: setUserPoolMfaConfig },
  GetUserPoolMfaConfig: { access: "iam", operation: getUserPoolMfaConfig },
  CreateResourceServer: { access: "iam", operation: createResourceServer },
  DescribeResourceServer: { access: "iam", operation: describeResourceServer },
  UpdateResourceServer: { access: "iam", operation: updateResourceServer },
  DeleteResourceServer: { access: "iam", operation: deleteResourceServer },

  // App clients
  CreateUserPoolClient: { access: "iam", operation: createUserPoolClient },
  DescribeUserPoolClient: { access: "iam", operation: describeUserPoolClient },
  UpdateUserPoolClient: { access: "iam", operation: updateUserPoolClient },
  DeleteUserPoolClient: { access: "iam", operation: deleteUserPoolClient },
  ListUserPoolClients: { access: "iam", operation: listUserPoolClients },
};
