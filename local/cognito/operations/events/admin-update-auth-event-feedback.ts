import { authEventNotFound } from "../../errors/event-errors.ts";
import { operation } from "../../operation.ts";
import { checkThreatProtection } from "../risk/risk-configuration.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const adminUpdateAuthEventFeedback = operation("AdminUpdateAuthEventFeedback", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  checkThreatProtection(pool);
  const event = context.authEvents.find(context.users.require(pool, input.Username), input.EventId);
  if (event === null) {
    throw authEventNotFound();
  }
  context.authEvents.judge(event, input.FeedbackValue, "Admin");
  return {};
});
