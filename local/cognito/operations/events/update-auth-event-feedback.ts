import { feedbackTokenInvalid } from "../../errors/event-errors.ts";
import { operation } from "../../operation.ts";
import { checkThreatProtection } from "../risk/risk-configuration.ts";

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html: its token comes with the
 * mail about a risk. There is no risk engine here, so no such mail, and no token that could be right.
 */
export const updateAuthEventFeedback = operation("UpdateAuthEventFeedback", (input, context) => {
  checkThreatProtection(context.pools.require(input.UserPoolId));
  throw feedbackTokenInvalid();
});
