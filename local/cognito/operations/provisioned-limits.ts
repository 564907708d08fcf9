/** Request rates of an account in a Region. They are kept; the local cloud never throttles. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { type Rate, rateOf } from "../domain/provisioned-limit.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { CognitoInput } from "../wire-types.ts";

type LimitDefinition = CognitoInput<"GetProvisionedLimit">["LimitDefinition"];

const attributesRefused = (): ServiceError =>
  invalidParameter("Attributes of an API_CATEGORY limit must contain Category, and nothing else.");

const categoryNotFound = (category: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `There is no limit for the category ${category}.`);

const rateTooLow = (category: string, { free }: Rate): ServiceError =>
  invalidParameter(`RequestedLimitValue for ${category} must be at least the default limit of ${free}.`);

const rateTooHigh = (category: string, { max }: Rate): ServiceError =>
  new ServiceError(
    "ServiceQuotaExceededException",
    `RequestedLimitValue for ${category} exceeds the account's quota of ${max}.`,
  );

/** @throws ServiceError InvalidParameterException, ResourceNotFoundException */
function requireLimit({ Attributes }: LimitDefinition): { readonly category: string; readonly rate: Rate } {
  const { Category: category, ...others } = Attributes;
  if (category === undefined || Object.keys(others).length > 0) throw attributesRefused();
  const rate = rateOf(category);
  if (rate === null) throw categoryNotFound(category);
  return { category, rate };
}

/** API_LimitType. */
function describeLimit(
  { limits, region }: Pick<OperationContext, "limits" | "region">,
  LimitDefinition: LimitDefinition,
) {
  const { category, rate } = requireLimit(LimitDefinition);
  return {
    Limit: {
      LimitDefinition,
      ProvisionedLimitValue: limits.find(region, category) ?? rate.free,
      FreeLimitValue: rate.free,
    },
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetProvisionedLimit.html */
export const getProvisionedLimit = operation("GetProvisionedLimit", ({ LimitDefinition }, context) =>
  describeLimit(context, LimitDefinition),
);

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateProvisionedLimit.html: "The value must be
 * between the default limit and your account-level maximum limit in Service Quotas."
 */
export const updateProvisionedLimit = operation("UpdateProvisionedLimit", (input, context) => {
  const { LimitDefinition, RequestedLimitValue } = input;
  const { category, rate } = requireLimit(LimitDefinition);
  if (RequestedLimitValue < rate.free) throw rateTooLow(category, rate);
  if (RequestedLimitValue > rate.max) throw rateTooHigh(category, rate);
  context.limits.put(context.region, category, RequestedLimitValue);
  return describeLimit(context, LimitDefinition);
});
