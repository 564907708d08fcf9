/** Sign-ins and sign-ups as threat protection records them. */

import { paginate } from "../../protocol/paginate.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { AuthEvent } from "../state/auth-event-repository.ts";
import { checkThreatProtection } from "./risk-configuration.ts";

const authEventNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "The event does not exist.");

const feedbackTokenInvalid = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid feedback token.");

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html: newest first. */
export const adminListUserAuthEvents = operation("AdminListUserAuthEvents", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  checkThreatProtection(pool);
  const user = context.users.require(pool, input.Username);
  const { items, nextToken } = paginate(context, {
    scope: ["AdminListUserAuthEvents", pool.id, user.sub],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, before: number | null) => context.authEvents.list(user, { limit, before }),
    positionOf: ({ sequence }) => sequence,
  });
  return { AuthEvents: items.map(describe), ...(nextToken !== undefined && { NextToken: nextToken }) };
});

/** API_AuthEventType. There is no risk engine: the decision is always NoRisk. */
function describe({ id, type, response, challenge, context, createdAt, feedback }: AuthEvent) {
  return {
    EventId: id,
    EventType: type,
    CreationDate: new Date(createdAt),
    EventResponse: response,
    EventRisk: { RiskDecision: "NoRisk", CompromisedCredentialsDetected: false },
    ...(challenge !== null && {
      ChallengeResponses: [
        {
          ChallengeName: challenge,
          ChallengeResponse: response === "Fail" ? ("Failure" as const) : ("Success" as const),
        },
      ],
    }),
    EventContextData: context,
    ...(feedback && {
      EventFeedback: {
        FeedbackValue: feedback.value,
        Provider: feedback.provider,
        FeedbackDate: new Date(feedback.at),
      },
    }),
  } as const;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const adminUpdateAuthEventFeedback = operation("AdminUpdateAuthEventFeedback", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  checkThreatProtection(pool);
  const event = context.authEvents.find(context.users.require(pool, input.Username), input.EventId);
  if (event === null) throw authEventNotFound();
  context.authEvents.judge(event, input.FeedbackValue, "Admin");
  return {};
});

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html: its token comes with the
 * mail about a risk. There is no risk engine here, so there is no such mail, and no valid token.
 */
export const updateAuthEventFeedback = operation("UpdateAuthEventFeedback", (input, context) => {
  checkThreatProtection(context.pools.require(input.UserPoolId));
  throw feedbackTokenInvalid();
});
