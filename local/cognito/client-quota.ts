/** How many app clients a pool may have: those that registered themselves count, too. */
import { ServiceError } from "../protocol/service-error.ts";
import type { CognitoContext } from "./operation-context.ts";
import type { Pool } from "./state/pool-repository.ts";

/** AWS's default (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#resource-quotas). */
const MAX_CLIENTS = 1000;

/** @throws ServiceError LimitExceededException */
export function checkClientQuota({ clients }: Pick<CognitoContext, "clients">, pool: Pool): void {
  if (clients.count(pool) < MAX_CLIENTS) return;
  throw new ServiceError(
    "LimitExceededException",
    `A user pool can have ${MAX_CLIENTS} app clients at most.`,
  );
}
