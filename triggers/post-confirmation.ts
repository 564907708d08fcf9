import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { PostConfirmationTriggerEvent } from "aws-lambda";
import { TRIGGER_CLIENT } from "../libs/aws/client-defaults.ts";
import { cognitoClient } from "../libs/cognito/client.ts";
import { readEnvironment, text } from "../libs/env.ts";
import { logTrigger } from "../libs/observability/trigger-log.ts";

const environment = readEnvironment({ DEFAULT_GROUP: text });

/**
 * Puts a user who has just confirmed the account into the default group: without a group there is no scope. Adding
 * twice is adding once, so Cognito may call again. A confirmed password reset changes no group.
 *
 * @throws the SDK's error: Cognito calls again, and a user without a group must not go unnoticed
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export async function handler(event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> {
  if (event.triggerSource !== "PostConfirmation_ConfirmSignUp") return event;
  try {
    await cognitoClient(TRIGGER_CLIENT).send(
      new AdminAddUserToGroupCommand({
        // From the event: the pool's id in this function's environment would be a cycle in the template.
        UserPoolId: event.userPoolId,
        Username: event.userName,
        GroupName: environment.DEFAULT_GROUP,
      }),
    );
  } catch (error) {
    const cause = error instanceof Error ? error.name : typeof error;
    logTrigger("ERROR", "group not assigned", event, { group: environment.DEFAULT_GROUP, cause });
    throw error;
  }
  logTrigger("INFO", "group assigned", event, { group: environment.DEFAULT_GROUP });
  return event;
}
