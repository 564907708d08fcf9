import { hidesUnknownUsers, openPublicCall } from "../../check-client.ts";
import { userDisabled } from "../../errors/access-errors.ts";
import { noRecoveryChannel, passwordNotResettable } from "../../errors/password-errors.ts";
import { migrateUser } from "../../migration/migrate-user.ts";
import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import { recordAuthEvent } from "../../record-auth-event.ts";
import type { Client } from "../../state/client-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { sendCode } from "../../verification/codes.ts";
import { recoveryChannelOf } from "../../verification/recovery-channel-of.ts";
import { simulateDelivery } from "../../verification/simulate-delivery.ts";
import type { CognitoInput } from "../../wire-types.ts";

/**
 * A client that hides unknown users hears the same of nobody, of a disabled user and of one without a verified address
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
  if (!hidesUnknownUsers(client)) {
    throw user?.enabled ? noRecoveryChannel() : userDisabled();
  }
}
