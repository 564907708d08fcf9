/** Confirmation of a sign-up by a code. */
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { openPublicCall } from "../check-client.ts";
import { type Channel, signUpChannel } from "../domain/verification-channel.ts";
import { codeExpired, userNotConfirmable } from "../errors/user-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { recordAuthEvent } from "../record-auth-event.ts";
import { openConfirmedSession } from "../sign-in/choice/confirmed-session.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import { checkCode, sendCode, voidCode } from "../verification/codes.ts";
import { runPostConfirmation } from "../verification/post-confirmation.ts";
import { simulateDelivery } from "../verification/simulate-delivery.ts";

const userAlreadyConfirmed = (): ServiceError => invalidParameter("User is already confirmed.");

const nowhereToSend = (): ServiceError =>
  invalidParameter("User has no attribute specified in the user pool's auto verified attributes list");

export const confirmSignUp = operation("ConfirmSignUp", async (input, context) => {
  const { client, pool, user } = openPublicCall(context, input);
  if (user === null || !user.enabled) throw codeExpired();
  if (user.status !== "UNCONFIRMED") throw userNotConfirmable(user.status);
  const channel = signUpChannel(pool.settings.AutoVerifiedAttributes ?? [], user.attributes);
  if (channel === null) throw codeExpired();
  checkCode(context, { pool, user, channel, purpose: "sign-up" }, input.ConfirmationCode);
  const confirmed = confirm(context, { pool, user, channel, steal: input.ForceAliasCreation ?? false });
  await runPostConfirmation(context, {
    pool,
    user: confirmed,
    client,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: input.ClientMetadata,
  });
  return openConfirmedSession(
    context,
    { client, user: confirmed, username: input.Username },
    { channel, session: input.Session },
  );
});

/**
 * An alias of another user is refused, and the code stays valid; with `ForceAliasCreation` the alias moves to this user.
 * @throws ServiceError AliasExistsException
 */
function confirm(
  context: OperationContext,
  {
    pool,
    user,
    channel,
    steal,
  }: { readonly pool: Pool; readonly user: User; readonly channel: Channel; readonly steal: boolean },
): User {
  return context.atomically(() => {
    voidCode(context, { pool, user, channel, purpose: "sign-up" });
    const attributes = { ...user.attributes, [`${channel.attribute}_verified`]: "true" };
    return context.users.update(pool, user, { status: "CONFIRMED", attributes }, steal ? "steal" : "refuse");
  });
}

export const resendConfirmationCode = operation("ResendConfirmationCode", async (input, context) => {
  const { client, pool, user } = openPublicCall(context, input);
  if (user === null || !user.enabled) {
    const subject = { pool, username: input.Username, user };
    return { CodeDeliveryDetails: simulateDelivery(context, subject, "sign-up") };
  }
  if (user.status !== "UNCONFIRMED") throw userAlreadyConfirmed();
  const channel = signUpChannel(pool.settings.AutoVerifiedAttributes ?? [], user.attributes);
  if (channel === null) throw nowhereToSend();
  const CodeDeliveryDetails = await sendCode(context, {
    pool,
    user,
    client,
    channel,
    purpose: "sign-up",
    source: "CustomMessage_ResendCode",
    clientMetadata: input.ClientMetadata ?? {},
  });
  recordAuthEvent(context, {
    pool,
    user,
    type: "ResendCode",
    response: "Pass",
    origin: input.UserContextData,
  });
  return { CodeDeliveryDetails };
});
