import { hidesUnknownUsers } from "../../cognito/check-client.ts";
import { simulateDelivery } from "../../cognito/verification/simulate-delivery.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { fromClient } from "./sign-in-steps.ts";
import type { Visit } from "./visit.ts";

/** Why a code is sent, and which refusal of it would tell who has an account. */
interface Sending {
  readonly operation: "ResendConfirmationCode" | "ForgotPassword";
  readonly purpose: Parameters<typeof simulateDelivery>[2];
  readonly isTelling: (refusal: ServiceError) => boolean;
}

/**
 * Has a code sent to the user of that name.
 *
 * @returns where it went; where the client hides users, and nothing can be sent, where it would have gone
 * @throws ServiceError as the operation does, but for what would tell who has an account
 */
export async function sendCode(
  { request, authorization }: Visit,
  username: string,
  { operation, purpose, isTelling }: Sending,
): Promise<string> {
  const { client, pool } = authorization;
  try {
    const { CodeDeliveryDetails } = await request.call(operation, {
      ...fromClient(client, username),
      UserContextData: { IpAddress: request.address },
    });
    return CodeDeliveryDetails?.Destination ?? "";
  } catch (error) {
    const isHidden = error instanceof ServiceError && isTelling(error) && hidesUnknownUsers(client);
    if (!isHidden) throw error;
    const user = request.context.users.find(pool, username);
    return simulateDelivery(request.context, { pool, username, user }, purpose).Destination;
  }
}
