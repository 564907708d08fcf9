import { openPublicCall } from "../../check-client.ts";
import { signUpChannel } from "../../domain/verification-channel.ts";
import { nowhereToSend, userAlreadyConfirmed } from "../../errors/code-errors.ts";
import { operation } from "../../operation.ts";
import { recordAuthEvent } from "../../record-auth-event.ts";
import { sendCode } from "../../verification/codes.ts";
import { simulateDelivery } from "../../verification/simulate-delivery.ts";

export const resendConfirmationCode = operation("ResendConfirmationCode", async (input, context) => {
  const { client, pool, user } = openPublicCall(context, input);
  if (user === null || !user.enabled) {
    const subject = { pool, username: input.Username, user };
    return { CodeDeliveryDetails: simulateDelivery(context, subject, "sign-up") };
  }
  if (user.status !== "UNCONFIRMED") {
    throw userAlreadyConfirmed();
  }
  const channel = signUpChannel(pool.settings.AutoVerifiedAttributes ?? [], user.attributes);
  if (channel === null) {
    throw nowhereToSend();
  }
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
