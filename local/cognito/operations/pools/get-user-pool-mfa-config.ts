import { operation } from "../../operation.ts";
import { describeMfaConfig } from "./describe-mfa-config.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = operation("GetUserPoolMfaConfig", (input, { pools }) =>
  describeMfaConfig(pools.require(input.UserPoolId)),
);
