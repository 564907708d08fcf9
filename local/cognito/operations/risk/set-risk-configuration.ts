import { addressRangeMalformed, notifyConfigurationMissing } from "../../errors/document-errors.ts";
import { operation } from "../../operation.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { isAddressRange } from "./address-range.ts";
import { describeRisk, openRiskConfiguration } from "./risk-configuration.ts";

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
  if (![...BlockedIPRangeList, ...SkippedIPRangeList].every(isAddressRange)) {
    throw addressRangeMalformed();
  }
}
