import type { UserMigrationTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { reportLostWrite } from "../libs/activity/record-event.ts";
import { normalizeEmail } from "../libs/auth/email.ts";
import { refusalOfSignUp } from "../libs/auth/sign-up-policy.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { commaList, optionalText, readEnvironment, text } from "../libs/env.ts";
import { Refusal } from "../libs/messages/refusals.ts";
import { askFormerSystem, type Question } from "../libs/migration/ask-former-system.ts";
import { markMigration } from "../libs/migration/migration-mark.ts";
import { secretReader } from "../libs/migration/secret-reader.ts";
import { countMetric } from "../libs/observability/metrics.ts";
import { logTrigger } from "../libs/observability/trigger-log.ts";
import { secretEndpoint } from "../libs/secret-endpoint.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  /** Empty without a former system: the function is deployed anyway, and the pool does not call it. */
  MIGRATION_URL: (value) => (value ? secretEndpoint(value) : undefined),
  MIGRATION_SECRET_ARN: optionalText,
  SIGN_UP_ALLOWED_DOMAINS: commaList,
  SIGN_UP_DENIED_DOMAINS: commaList,
});
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);
const readSecret = environment.MIGRATION_SECRET_ARN
  ? secretReader(environment.MIGRATION_SECRET_ARN)
  : async () => undefined;

/** @returns undefined where there is nothing that could be asked about */
function questionOf({ triggerSource, userName, request }: UserMigrationTriggerEvent): Question | undefined {
  if (triggerSource === "UserMigration_ForgotPassword") return { username: userName };
  // An empty password would ask as if it had been forgotten.
  return request?.password ? { username: userName, password: request.password } : undefined;
}

/**
 * The event is written with the first token, when the account has an id. If the mark can't be written, the user may still sign
 * in.
 */
async function mark(email: string): Promise<void> {
  try {
    await markMigration(table, email, Date.now());
  } catch (error) {
    reportLostWrite("user_migrated", error);
  }
}

/**
 * Brings an account over from the former system, when its owner signs in with the password that is right there, or has
 * forgotten it. Every failure looks the same to Cognito and the client: unknown user or wrong password.
 *
 * @throws Refusal `notMigrated`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export const handler = triggerHandler<UserMigrationTriggerEvent>({
  onFailure: "refuse",
  run: async (event) => {
    const endpoint = environment.MIGRATION_URL;
    const question = questionOf(event);
    if (endpoint === undefined || question === undefined) throw new Refusal("notMigrated");
    if (
      refusalOfSignUp(question.username, {
        allowedDomains: environment.SIGN_UP_ALLOWED_DOMAINS,
        deniedDomains: environment.SIGN_UP_DENIED_DOMAINS,
      }) !== undefined
    ) {
      throw new Refusal("notMigrated");
    }
    const secret = await readSecret(Date.now());
    const answer = await askFormerSystem({ endpoint, secret }, question);
    if (answer.kind === "unusable") {
      countMetric("trigger_error", { cause: event.triggerSource });
      logTrigger("ERROR", "the former system gave no usable answer", event, { cause: answer.why });
    }
    if (answer.kind !== "account") throw new Refusal("notMigrated");
    await mark(normalizeEmail(answer.account.email));
    event.response = {
      ...event.response,
      userAttributes: answer.account,
      // A password that was forgotten is set anew by what follows.
      ...(question.password === undefined ? {} : { finalUserStatus: "CONFIRMED" }),
      // No invitation: the user is signing in already.
      messageAction: "SUPPRESS",
      forceAliasCreation: false,
    };
    logTrigger("INFO", "account taken over", event);
  },
});
