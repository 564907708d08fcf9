import { hidesUnknownUsers } from "../../cognito/check-client.ts";
import { simulateDelivery } from "../../cognito/verification/simulate-delivery.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { fromClient } from "./sign-in-steps.ts";
import type { Visit } from "./visit.ts";

/** Why a code is sent, and which refusals would reveal who has an account. */
interface Sending {
  readonly operation: "ResendConfirmationCode" | "ForgotPassword";
  readonly purpose: Parameters<typeof simulateDelivery>[2];
  readonly isTelling: (refusal: ServiceError) => boolean;
}

/**
 * Sends a code to the user with this name.
 *
 * @returns the destination; if the client hides users and nothing can be sent, a plausible one
 * @throws ServiceError as the operation does, except errors that would reveal who has an account
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
