import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { scopesOfGroups } from "../libs/auth/permissions.ts";

/**
 * Turns the user's groups into scopes of the access token, so that the gateway itself can enforce them. Event version 2;
 * groups and ID token stay as Cognito makes them. The same groups always give the same answer.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function handler(
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> {
  const scopesToAdd = scopesOfGroups(event.request.groupConfiguration.groupsToOverride ?? []);
  event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd } } };
  return event;
}
