import { withoutUndefined } from "../../without-undefined.ts";
import { triggerAttributes } from "../domain/trigger-event.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

/**
 * Tells the PostConfirmation trigger. The user is confirmed by then: a trigger that fails makes the call fail, not the
 * confirmation.
 *
 * @throws ServiceError UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function runPostConfirmation(
  { triggers }: Pick<OperationContext, "triggers">,
  confirmed: {
    readonly pool: Pool;
    readonly user: User;
    readonly client: Client | null;
    readonly source: "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword";
    readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  },
): Promise<void> {
  const { pool, user, client, source, clientMetadata } = confirmed;
  await triggers.run({
    pool,
    trigger: "PostConfirmation",
    source,
    username: user.username,
    clientId: client?.id ?? null,
    request: {
      userAttributes: triggerAttributes(user),
      ...withoutUndefined({ clientMetadata }),
    },
  });
}
