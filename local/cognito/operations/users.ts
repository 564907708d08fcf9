/** Users, as an administrator sees and changes them, and a user's deletion of their own account. */
import { fromAttributeList, listUserAttributes } from "../attributes/attribute-list.ts";
import { noRecoveryChannel, passwordNotResettable, userNotConfirmable } from "../errors/user-errors.ts";
import { checkImportedHistory, checkPasswordPolicy, replaceCredentials } from "../new-credentials.ts";
import { operation } from "../operation.ts";
import { checkEnabledAccount } from "../sign-in/account-state.ts";
import type { User } from "../state/user-repository.ts";
import { updateAttributes } from "../verification/attribute-codes.ts";
import { checkMaySend, sendCode } from "../verification/codes.ts";
import { runPostConfirmation } from "../verification/post-confirmation.ts";
import { recoveryChannelOf } from "../verification/recovery-channel-of.ts";
import type { CognitoOutput } from "../wire-types.ts";
import { describeMfa } from "./mfa-preferences.ts";
import { removeAttributes } from "./user-attributes.ts";

type UserType = NonNullable<CognitoOutput<"AdminCreateUser">["User"]>;

/** A user as AWS's lists describe them, with all attributes or those that were asked for. */
export function describeUser(user: User, attributesToGet?: readonly string[]): UserType {
  const attributes = listUserAttributes(user);
  return {
    Username: user.username,
    Attributes: attributesToGet
      ? attributes.filter(({ Name }) => attributesToGet.includes(Name))
      : attributes,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = operation("AdminGetUser", (input, context) => {
  const user = context.users.require(context.pools.require(input.UserPoolId), input.Username);
  const { Attributes, ...description } = describeUser(user);
  return {
    ...description,
    Username: user.username,
    UserAttributes: Attributes,
    ...describeMfa(context, user),
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = operation("AdminDeleteUser", (input, { pools, users }) => {
  users.delete(users.require(pools.require(input.UserPoolId), input.Username));
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = operation("AdminUpdateUserAttributes", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  const changes = fromAttributeList(input.UserAttributes);
  const clientMetadata = input.ClientMetadata ?? {};
  await updateAttributes(context, { pool, user, client: null, changes, clientMetadata });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = operation("AdminDeleteUserAttributes", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  removeAttributes(context, pool, user, input.UserAttributeNames);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = operation("AdminEnableUser", (input, { pools, users }) => {
  const pool = pools.require(input.UserPoolId);
  users.update(pool, users.require(pool, input.Username), { enabled: true });
  return {};
});

/**
 * "Deactivates a user profile and revokes all access tokens for the user":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = operation("AdminDisableUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  context.atomically(() => {
    context.users.update(pool, user, { enabled: false, signedOutAt: context.clock.now() });
    context.refreshTokens.revokeAll(user);
  });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const adminConfirmSignUp = operation("AdminConfirmSignUp", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  if (user.status !== "UNCONFIRMED") throw userNotConfirmable(user.status);
  await runPostConfirmation(context, {
    pool,
    user: context.users.update(pool, user, { status: "CONFIRMED" }),
    client: null,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});

/**
 * Sets a password for good, which confirms the user, or as a temporary one that must be changed at the next sign-in:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
export const adminSetUserPassword = operation("AdminSetUserPassword", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const named = context.users.require(pool, input.Username);
  checkPasswordPolicy(pool, input.Password);
  await checkImportedHistory(context, pool, named, input.Password);
  const user = context.users.require(pool, input.Username);
  context.users.update(pool, user, {
    status: input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    credentials: replaceCredentials(context, pool, user, input.Password),
  });
  return {};
});

/**
 * The password is no longer valid; the user is sent a code for ConfirmForgotPassword
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html). A disabled
 * user has to be enabled first (amazon-cognito-identity-js#373).
 */
export const adminResetUserPassword = operation("AdminResetUserPassword", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  checkEnabledAccount(user);
  if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED") throw passwordNotResettable();
  const channel = recoveryChannelOf(context, pool, user);
  if (channel === null) throw noRecoveryChannel();
  const holder = { pool, user, channel, purpose: "forgot-password" } as const;
  checkMaySend(context, holder);
  await sendCode(context, {
    ...holder,
    user: context.users.update(pool, user, { status: "RESET_REQUIRED" }),
    client: null,
    source: "CustomMessage_ForgotPassword",
    clientMetadata: input.ClientMetadata ?? {},
  });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = operation("DeleteUser", (_input, { caller, users }) => {
  users.delete(caller.user);
  return {};
});
