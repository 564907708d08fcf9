import type {
  AdminGetUserAuthFactorsCommandInput,
  AdminGetUserAuthFactorsCommandOutput,
  AdminSetUserPasswordCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PostConfirmationTriggerEvent } from "aws-lambda";
import { notePasswordChange } from "../libs/activity/account-summary.ts";
import { activityTable } from "../libs/activity/activity-table.ts";
import type { EventType } from "../libs/activity/event-types.ts";
import { recordEvent } from "../libs/activity/record-event.ts";
import { ATTESTATION, redeemAttestation } from "../libs/attestation/attestation.ts";
import { callJsonService } from "../libs/aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { randomPassword } from "../libs/cognito/random-password.ts";
import { onOff, readEnvironment, text } from "../libs/env.ts";
import { attestedEmail, providerTrustOf, TRUST_VARIABLES } from "../libs/federation/provider-trust.ts";
import { assignGroups } from "../libs/groups/assign-groups.ts";
import { GROUP_VARIABLES, groupRulesOf } from "../libs/groups/group-rules.ts";
import { CONFIRM_SIGN_UP, markVouched } from "../libs/groups/vouched.ts";
import type { AlertKind, AlertValues, SecondStep, WaysIn } from "../libs/messages/alert-values.ts";
import { ALERT_VARIABLES } from "../libs/messages/send-alert.ts";
import { endSignIns } from "../libs/sessions/end-sign-ins.ts";
import { endAttempts } from "../libs/sign-in-attempts/sign-in-attempts.ts";
import { alertUser } from "../libs/triggers/alert-user.ts";
import { reportTriggerError, triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { readTriggerUser } from "../libs/triggers/trigger-user.ts";
import { withoutUndefined } from "../libs/without-undefined.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  /** Whether the pool tracks sessions. */
  SESSION_TRACKING: onOff,
  ...GROUP_VARIABLES,
  ...TRUST_VARIABLES,
  ...ALERT_VARIABLES,
});
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);
const sessionPlaces = (userPoolId: string) => ({
  table,
  userPoolId,
  isTracked: environment.SESSION_TRACKING,
  patience: TRIGGER_PATIENCE,
});
const rules = groupRulesOf(environment);
const trust = providerTrustOf(environment);

/** An account is confirmed once in its life; what Cognito tells again within a day is the same confirmation. */
const CONFIRMED_ONCE_WITHIN = 86_400;

/** A late trigger is called again within seconds. A code works once, and the next one takes longer to come. */
const RESET_ONCE_WITHIN = 20;

/** By Cognito's names of them. */
const SECOND_STEPS: Readonly<Record<string, SecondStep>> = {
  SOFTWARE_TOKEN_MFA: "totp",
  SMS_MFA: "sms",
  EMAIL_OTP: "email",
};

type Event = PostConfirmationTriggerEvent;

/** Writes an event and, the first time it is told, mails the user about it. */
async function tell<Kind extends AlertKind>(
  event: Event,
  { type, onceWithin }: { readonly type: EventType; readonly onceWithin: number },
  kind: Kind,
  values: AlertValues[Kind],
): Promise<void> {
  const user = readTriggerUser(event);
  const { sub } = user;
  const { clientId } = event.callerContext ?? {};
  if (sub === undefined) return;
  const isNew = await recordEvent(
    table,
    { type, sub, ...withoutUndefined({ clientId: clientId || undefined }) },
    { onceWithin },
  );
  if (isNew) await alertUser(kind, user, values, event, environment);
}

/** Whether this API asked for the confirmation. A call by an SDK may carry any metadata, and is not refused for it. */
async function isAttested(event: Event): Promise<boolean> {
  const { email } = readTriggerUser(event);
  if (email === undefined) return false;
  const statement = { purpose: CONFIRM_SIGN_UP, subject: email };
  const attestation = event.request.clientMetadata?.[ATTESTATION];
  return redeemAttestation(table, { ...statement, attestation }, Date.now());
}

/**
 * Takes the account from the one who signed up: replaces the password by a random one, then ends every sign-in. From here
 * on the account belongs to its mailbox. The API sets the owner's password next; if it fails to, a reset does.
 *
 * One attempt, so that a late one cannot replace the owner's password.
 *
 * @throws AwsError or a network error
 */
async function takeFromSigner(event: Event, sub: string): Promise<void> {
  const { userPoolId } = event;
  const { username } = readTriggerUser(event);
  const input: AdminSetUserPasswordCommandInput = {
    UserPoolId: userPoolId,
    Username: username,
    Password: randomPassword(),
    Permanent: true,
  };
  await callJsonService({
    service: "cognito-idp",
    operation: "AdminSetUserPassword",
    input,
    patience: { ...TRIGGER_PATIENCE, attempts: 1 },
  });
  const [failed] = await endSignIns({ sub, username }, sessionPlaces(userPoolId));
  if (failed !== undefined) throw failed.cause;
  await markVouched(table, sub, Date.now());
}

/** What the new password does not end; undefined where Cognito does not say. */
async function loadWaysIn(event: Event): Promise<WaysIn | undefined> {
  const input: AdminGetUserAuthFactorsCommandInput = {
    UserPoolId: event.userPoolId,
    Username: event.userName,
  };
  try {
    const { UserMFASettingList = [], ConfiguredUserAuthFactors = [] } =
      await callJsonService<AdminGetUserAuthFactorsCommandOutput>({
        service: "cognito-idp",
        operation: "AdminGetUserAuthFactors",
        input,
        patience: TRIGGER_PATIENCE,
      });
    const secondSteps = UserMFASettingList.flatMap((name) => SECOND_STEPS[name] ?? []);
    return { secondSteps, hasPasskeys: ConfiguredUserAuthFactors.includes("WEB_AUTHN") };
  } catch (error) {
    reportTriggerError("factors not known", event, error);
    return undefined;
  }
}

/** Factors and passkeys survive a reset: a mailbox alone must not remove them. So its owner is told which there are. */
async function tellOfReset(event: Event): Promise<void> {
  const { sub } = readTriggerUser(event);
  if (sub !== undefined) await notePasswordChange(table, sub, Date.now());
  const values = { time: new Date(), waysIn: await loadWaysIn(event) };
  await tell(event, { type: "password_reset", onceWithin: RESET_ONCE_WITHIN }, "passwordReset", values);
}

/**
 * Gives the groups that the account's origin allows. If this fails, the account gets its groups with the first token: it is
 * confirmed, whatever happens now.
 */
async function giveGroups(event: Event): Promise<void> {
  const { userPoolId } = event;
  const user = readTriggerUser(event);
  const { sub, username, isFederated } = user;
  if (sub === undefined) return;
  try {
    const isByApi = !isFederated && (await isAttested(event));
    if (isByApi) await takeFromSigner(event, sub);
    const isVouched = async () => isByApi || isFederated;
    const verifiedEmail = attestedEmail(user, trust);
    await assignGroups(table, rules, { userPoolId, username, sub, verifiedEmail, isVouched }, Date.now());
  } catch (error) {
    reportTriggerError("groups not assigned", event, error);
  }
}

/** A user who has verified the mailbox does not have to wait because of a stranger's attempts. */
async function forgetAttempts(event: Event): Promise<void> {
  try {
    await endAttempts(table, event.userName, Date.now());
  } catch (error) {
    reportTriggerError("attempts not forgotten", event, error);
  }
}

/**
 * Ends every sign-in, here and at Cognito: a user may reset the password because a stranger is signed in. Cognito
 * leaves refresh tokens in force.
 */
async function endEverySignIn(event: Event): Promise<void> {
  const { userPoolId } = event;
  const failed = await endSignIns(readTriggerUser(event), sessionPlaces(userPoolId));
  for (const { cause } of failed) reportTriggerError("sign-ins not ended", event, cause);
}

/**
 * A new account gets its groups, because scopes come from groups, and a welcome mail. If this API confirmed it, the password
 * of the sign-up ends first; otherwise it keeps its password and gets the default group only. A new password ends every
 * sign-in and is told to its owner. Cognito may call again: groups are given once, and mails follow events that are written once.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export const handler = triggerHandler<Event>({
  onFailure: "go on",
  run: async (event) => {
    if (event.triggerSource === "PostConfirmation_ConfirmSignUp") {
      await Promise.all([
        giveGroups(event),
        tell(event, { type: "sign_up_confirmed", onceWithin: CONFIRMED_ONCE_WITHIN }, "welcome", {}),
      ]);
    }
    if (event.triggerSource === "PostConfirmation_ConfirmForgotPassword") {
      await Promise.all([endEverySignIn(event), forgetAttempts(event), tellOfReset(event)]);
    }
  },
});
