/** How threat protection reacts to risks. */
import { isIP } from "node:net";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { PoolDocument } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { CognitoInput } from "../wire-types.ts";

const addOnMissing = (): ServiceError =>
  new ServiceError(
    "UserPoolAddOnNotEnabledException",
    "User pool add-ons are not enabled: advanced security is off.",
  );

const notifyConfigurationMissing = (): ServiceError =>
  invalidParameter("NotifyConfiguration is required where an action notifies.");

const addressRangeMalformed = (): ServiceError => invalidParameter("Incorrect CIDR format");

/** Whether it is an IP address range in CIDR notation (RFC 4632, RFC 4291 §2.3). */
function isAddressRange(range: string): boolean {
  const [address = "", length, ...rest] = range.split("/");
  const family = isIP(address);
  if (family === 0 || length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return Number(length) <= (family === 4 ? 32 : 128);
}

/** The id of the configuration for all clients. */
const WHOLE_POOL = "ALL";

/** @throws ServiceError UserPoolAddOnNotEnabledException */
export function checkThreatProtection({ settings }: Pool): void {
  if ((settings.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") === "OFF") throw addOnMissing();
}

/** The pool, and the client where one is named. @throws ServiceError ResourceNotFoundException, UserPoolAddOnNotEnabledException */
function openRiskConfiguration(
  { clients, pools }: Pick<OperationContext, "clients" | "pools">,
  { UserPoolId, ClientId }: { readonly UserPoolId: string; readonly ClientId?: string | undefined },
): { readonly pool: Pool; readonly id: string } {
  const pool = pools.require(UserPoolId);
  if (ClientId !== undefined) clients.require(ClientId, pool);
  checkThreatProtection(pool);
  return { pool, id: ClientId ?? WHOLE_POOL };
}

/** API_RiskConfigurationType. */
function describeRisk(pool: Pool, id: string, document: PoolDocument<"risk"> | null) {
  return {
    UserPoolId: pool.id,
    ...(id !== WHOLE_POOL && { ClientId: id }),
    ...document?.content,
    ...(document && { LastModifiedDate: new Date(document.modifiedAt) }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html */
export const setRiskConfiguration = operation("SetRiskConfiguration", (input, context) => {
  const { pool, id } = openRiskConfiguration(context, input);
  check(input);
  const { UserPoolId: _, ClientId: __, ...content } = input;
  return { RiskConfiguration: describeRisk(pool, id, context.documents.put(pool, "risk", id, content)) };
});

/** @throws ServiceError InvalidParameterException */
function check({
  AccountTakeoverRiskConfiguration,
  RiskExceptionConfiguration,
}: CognitoInput<"SetRiskConfiguration">): void {
  const { Actions = {}, NotifyConfiguration } = AccountTakeoverRiskConfiguration ?? {};
  if (Object.values(Actions).some((action) => action?.Notify) && NotifyConfiguration === undefined) {
    throw notifyConfigurationMissing();
  }
  const { BlockedIPRangeList = [], SkippedIPRangeList = [] } = RiskExceptionConfiguration ?? {};
  if (![...BlockedIPRangeList, ...SkippedIPRangeList].every(isAddressRange)) throw addressRangeMalformed();
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html */
export const describeRiskConfiguration = operation("DescribeRiskConfiguration", (input, context) => {
  const { pool, id } = openRiskConfiguration(context, input);
  // "If you don't provide a ClientId, or there is none for it, it is the pool's" (API_SetRiskConfiguration).
  const found = context.documents.find(pool, "risk", id) ?? context.documents.find(pool, "risk", WHOLE_POOL);
  return { RiskConfiguration: describeRisk(pool, id, found) };
});
