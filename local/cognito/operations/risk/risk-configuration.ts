import { addOnMissing } from "../../errors/document-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { PoolDocument } from "../../state/pool-document-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";

/** The id of what holds for all clients. */
export const WHOLE_POOL = "ALL";

/** @throws ServiceError UserPoolAddOnNotEnabledException */
export function checkThreatProtection({ settings }: Pool): void {
  if ((settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") === "OFF") {
    throw addOnMissing();
  }
}

/** The pool, and the client where one is named. @throws ServiceError ResourceNotFoundException, UserPoolAddOnNotEnabledException */
export function openRiskConfiguration(
  { clients, pools }: Pick<OperationContext, "clients" | "pools">,
  { UserPoolId, ClientId }: { readonly UserPoolId: string; readonly ClientId?: string | undefined },
): { readonly pool: Pool; readonly id: string } {
  const pool = pools.require(UserPoolId);
  if (ClientId !== undefined) clients.require(ClientId, pool);
  checkThreatProtection(pool);
  return { pool, id: ClientId ?? WHOLE_POOL };
}

/** API_RiskConfigurationType. */
export function describeRisk(pool: Pool, id: string, document: PoolDocument<"risk"> | null) {
  return {
    UserPoolId: pool.id,
    ...(id !== WHOLE_POOL && { ClientId: id }),
    ...document?.content,
    ...(document && { LastModifiedDate: new Date(document.modifiedAt) }),
  };
}
