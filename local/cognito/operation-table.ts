/**
 * The operations that are built, and who may call each. The dispatcher checks access once, here nothing else is decided:
 * - `none`: anyone, unsigned;
 * - `token`: the user whose access token the input carries;
 * - `iam`: a request signed with AWS credentials (locally any will do).
 */

import type { Operation } from "./operation.ts";
import { adminInitiateAuth } from "./operations/auth/admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./operations/auth/admin-respond-to-auth-challenge.ts";
import { getUser } from "./operations/auth/get-user.ts";
import { initiateAuth } from "./operations/auth/initiate-auth.ts";
import { respondToAuthChallenge } from "./operations/auth/respond-to-auth-challenge.ts";
import { createUserPoolClient } from "./operations/clients/create-user-pool-client.ts";
import { deleteUserPoolClient } from "./operations/clients/delete-user-pool-client.ts";
import { describeUserPoolClient } from "./operations/clients/describe-user-pool-client.ts";
import { listUserPoolClients } from "./operations/clients/list-user-pool-clients.ts";
import { updateUserPoolClient } from "./operations/clients/update-user-pool-client.ts";
import { adminAddUserToGroup } from "./operations/groups/admin-add-user-to-group.ts";
import { adminListGroupsForUser } from "./operations/groups/admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./operations/groups/admin-remove-user-from-group.ts";
import { createGroup } from "./operations/groups/create-group.ts";
import { deleteGroup } from "./operations/groups/delete-group.ts";
import { getGroup } from "./operations/groups/get-group.ts";
import { listGroups } from "./operations/groups/list-groups.ts";
import { listUsersInGroup } from "./operations/groups/list-users-in-group.ts";
import { updateGroup } from "./operations/groups/update-group.ts";
import { changePassword } from "./operations/password/change-password.ts";
import { confirmForgotPassword } from "./operations/password/confirm-forgot-password.ts";
import { forgotPassword } from "./operations/password/forgot-password.ts";
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
import { confirmSignUp } from "./operations/sign-up/confirm-sign-up.ts";
import { resendConfirmationCode } from "./operations/sign-up/resend-confirmation-code.ts";
import { signUp } from "./operations/sign-up/sign-up.ts";
import { adminUserGlobalSignOut } from "./operations/tokens/admin-user-global-sign-out.ts";
import { getTokensFromRefreshToken } from "./operations/tokens/get-tokens-from-refresh-token.ts";
import { globalSignOut } from "./operations/tokens/global-sign-out.ts";
import { revokeToken } from "./operations/tokens/revoke-token.ts";
import { adminConfirmSignUp } from "./operations/users/admin-confirm-sign-up.ts";
import { adminCreateUser } from "./operations/users/admin-create-user.ts";
import { adminDeleteUser } from "./operations/users/admin-delete-user.ts";
import { adminDeleteUserAttributes } from "./operations/users/admin-delete-user-attributes.ts";
import { adminDisableUser } from "./operations/users/admin-disable-user.ts";
import { adminEnableUser } from "./operations/users/admin-enable-user.ts";
import { adminGetUser } from "./operations/users/admin-get-user.ts";
import { adminSetUserPassword } from "./operations/users/admin-set-user-password.ts";
import { adminUpdateUserAttributes } from "./operations/users/admin-update-user-attributes.ts";
import { listUsers } from "./operations/users/list-users.ts";
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

  // Groups
  CreateGroup: { access: "iam", operation: createGroup },
  GetGroup: { access: "iam", operation: getGroup },
  UpdateGroup: { access: "iam", operation: updateGroup },
  DeleteGroup: { access: "iam", operation: deleteGroup },
  ListGroups: { access: "iam", operation: listGroups },
  AdminAddUserToGroup: { access: "iam", operation: adminAddUserToGroup },
  AdminRemoveUserFromGroup: { access: "iam", operation: adminRemoveUserFromGroup },
  AdminListGroupsForUser: { access: "iam", operation: adminListGroupsForUser },
  ListUsersInGroup: { access: "iam", operation: listUsersInGroup },

  // Users, by an administrator
  AdminCreateUser: { access: "iam", operation: adminCreateUser },
  AdminGetUser: { access: "iam", operation: adminGetUser },
  ListUsers: { access: "iam", operation: listUsers },
  AdminDeleteUser: { access: "iam", operation: adminDeleteUser },
  AdminUpdateUserAttributes: { access: "iam", operation: adminUpdateUserAttributes },
  AdminDeleteUserAttributes: { access: "iam", operation: adminDeleteUserAttributes },
  AdminEnableUser: { access: "iam", operation: adminEnableUser },
  AdminDisableUser: { access: "iam", operation: adminDisableUser },
  AdminConfirmSignUp: { access: "iam", operation: adminConfirmSignUp },
  AdminSetUserPassword: { access: "iam", operation: adminSetUserPassword },

  // Sign-up
  SignUp: { access: "none", operation: signUp },
  ConfirmSignUp: { access: "none", operation: confirmSignUp },
  ResendConfirmationCode: { access: "none", operation: resendConfirmationCode },

  // Sign-in
  InitiateAuth: { access: "none", operation: initiateAuth },
  RespondToAuthChallenge: { access: "none", operation: respondToAuthChallenge },
  AdminInitiateAuth: { access: "iam", operation: adminInitiateAuth },
  AdminRespondToAuthChallenge: { access: "iam", operation: adminRespondToAuthChallenge },
  GetUser: { access: "token", operation: getUser },

  // Passwords
  ForgotPassword: { access: "none", operation: forgotPassword },
  ConfirmForgotPassword: { access: "none", operation: confirmForgotPassword },
  ChangePassword: { access: "token", operation: changePassword },

  // Tokens
  GetTokensFromRefreshToken: { access: "none", operation: getTokensFromRefreshToken },
  RevokeToken: { access: "none", operation: revokeToken },
  GlobalSignOut: { access: "token", operation: globalSignOut },
  AdminUserGlobalSignOut: { access: "iam", operation: adminUserGlobalSignOut },
};
