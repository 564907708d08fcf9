/** Changing a password and resetting a forgotten one. */
import { hidesUnknownUsers, openPublicCall } from "../check-client.ts";
import { authParameterMissing, credentialsWrong, userDisabled } from "../errors/sign-in-errors.ts";
import {
  codeExpired,
  codeMismatch,
  noRecoveryChannel,
  passwordNotResettable,
  userNotFound,
} from "../errors/user-errors.ts";
import { takeImportedPassword } from "../imports/imported-password.ts";
import { migrateUser } from "../migration/migrate-user.ts";
import { checkImportedHistory, checkPasswordPolicy, replaceCredentials } from "../new-credentials.ts";
import { operation } from "../operation.ts";
import type { OperationContext, TokenContext } from "../operation-context.ts";
import { isPassword } from "../passwords.ts";
import { recordAuthEvent } from "../record-auth-event.ts";
import { inTurn } from "../sign-in/in-turn.ts";
import { unknownSubject } from "../state/attempt-repository.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { checkLimit, countTowardsLimit, hasCounted } from "../verification/check-limit.ts";
import { checkCode, sendCode, voidCode } from "../verification/codes.ts";
import { runPostConfirmation } from "../verification/post-confirmation.ts";
import { recoveryChannelOf } from "../verification/recovery-channel-of.ts";
import { simulateDelivery } from "../verification/simulate-delivery.ts";
import type { CognitoInput } from "../wire-types.ts";

/**
 * A client that hides unknown users gets the same answer for an unknown user, a disabled one and one without a verified address
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html).
 */
export const forgotPassword = operation("ForgotPassword", async (input, context) => {
  await migrateOnForgottenPassword(input, context);
  const { client, pool, user } = openPublicCall(context, input);
  const channel = user?.enabled && !isExternal(user) ? recoveryChannelOf(context, pool, user) : null;
  if (user?.status === "FORCE_CHANGE_PASSWORD" || (isExternal(user) && !hidesUnknownUsers(client))) {
    throw passwordNotResettable();
  }
  if (user === null || channel === null) {
    checkHidden(client, user);
    const subject = { pool, username: input.Username, user };
    return { CodeDeliveryDetails: simulateDelivery(context, subject, "forgot-password") };
  }
  const CodeDeliveryDetails = await sendCode(context, {
    pool,
    user,
    client,
    channel,
    purpose: "forgot-password",
    source: "CustomMessage_ForgotPassword",
    clientMetadata: input.ClientMetadata ?? {},
  });
  const response = "InProgress";
  recordAuthEvent(context, { pool, user, type: "ForgotPassword", response, origin: input.UserContextData });
  return { CodeDeliveryDetails };
});

/** A provider's user has no password here (amplify-js#2383). */
const isExternal = (user: User | null): boolean => user?.status === "EXTERNAL_PROVIDER";

/** @throws ServiceError ResourceNotFoundException, NotAuthorizedException, UserNotFoundException */
function migrateOnForgottenPassword(
  { ClientId, ClientMetadata, SecretHash, Username }: CognitoInput<"ForgotPassword">,
  context: OperationContext,
): Promise<void> {
  const client = context.clients.require(ClientId);
  return migrateUser(context, {
    pool: context.pools.require(client.poolId),
    client,
    username: Username,
    secretHash: SecretHash,
    source: "UserMigration_ForgotPassword",
    password: null,
    validationData: {},
    clientMetadata: ClientMetadata,
  });
}

/** @throws ServiceError NotAuthorizedException, InvalidParameterException: the client is told what is wrong with the user */
function checkHidden(client: Client, user: User | null): void {
  if (!hidesUnknownUsers(client)) throw user?.enabled ? noRecoveryChannel() : userDisabled();
}

const purpose = "forgot-password";

export const confirmForgotPassword = operation("ConfirmForgotPassword", async (input, context) => {
  const { client, pool, user } = openPublicCall(context, input);
  checkPasswordPolicy(pool, input.Password);
  const channel = user?.enabled ? recoveryChannelOf(context, pool, user) : null;
  if (user === null || channel === null) {
    throw refuseAsAnyCode(context, pool, user?.sub ?? unknownSubject(input.Username));
  }
  const holder = { pool, user, channel, purpose } as const;
  checkCode(context, holder, input.ConfirmationCode);
  await checkImportedHistory(context, pool, user, input.Password);
  const changed = context.atomically(() => {
    // Again: of two answers that waited one wins, and the user may have changed.
    checkCode(context, holder, input.ConfirmationCode);
    voidCode(context, holder);
    context.attempts.clear({ pool, subject: user.sub, kind: "password" });
    return setPassword(context, pool, requirePresent(context, user), input.Password);
  });
  await runPostConfirmation(context, {
    pool,
    user: changed,
    client,
    source: "PostConfirmation_ConfirmForgotPassword",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});

/**
 * The user as they are now, after something was awaited.
 * @throws ServiceError UserNotFoundException
 */
function requirePresent({ users }: Pick<OperationContext, "users">, { key }: User): User {
  const user = users.byKey(key);
  if (user === null) throw userNotFound();
  return user;
}

/** The code verifies the address: an account that was not confirmed yet is confirmed. */
function setPassword(context: OperationContext, pool: Pool, user: User, password: string): User {
  return context.users.update(pool, user, {
    status: "CONFIRMED",
    credentials: replaceCredentials(context, pool, user, password),
  });
}

/**
 * The error for any code of a user who cannot have one: expired if none was requested, mismatch if one was, and
 * the limit after too many tries.
 */
function refuseAsAnyCode(context: OperationContext, pool: Pool, subject: string): Error {
  const wrongTries = { pool, subject, limited: "check", purpose } as const;
  checkLimit(context, wrongTries);
  if (!hasCounted(context, { pool, subject, limited: "send", purpose })) return codeExpired();
  countTowardsLimit(context, wrongTries);
  return codeMismatch();
}

export const changePassword = operation("ChangePassword", async (input, context) => {
  const { pool, user } = context.caller;
  await checkPreviousPassword(context, input.PreviousPassword);
  checkPasswordPolicy(pool, input.ProposedPassword);
  context.users.update(pool, requirePresent(context, user), {
    credentials: replaceCredentials(context, pool, user, input.ProposedPassword),
  });
  recordAuthEvent(context, { pool, user, type: "PasswordChange", response: "Pass" });
  return {};
});

/**
 * A user without a password, who signs in by other means, gives none
 * (API_ChangePassword, `PreviousPassword`). A provider's user is authenticated there, and never gets one this way.
 *
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, LimitExceededException
 */
async function checkPreviousPassword(context: TokenContext, password: string | undefined): Promise<void> {
  const { pool, user } = context.caller;
  if (user.status === "EXTERNAL_PROVIDER") throw credentialsWrong();
  if (context.users.credentials(user) === null) return;
  if (password === undefined) throw authParameterMissing("PreviousPassword");
  const key = { pool, subject: user.sub, limited: "check", purpose: "change-password" } as const;
  await inTurn(`${pool.id} ${user.sub}`, async () => {
    checkLimit(context, key);
    const taken = await takeImportedPassword(context, { pool, user, password });
    const kept = context.users.credentials(user);
    const isOwn = () =>
      kept !== null && isPassword({ poolId: pool.id, userId: user.username }, password, kept);
    if (!(taken ?? isOwn())) {
      countTowardsLimit(context, key);
      throw credentialsWrong();
    }
  });
}
