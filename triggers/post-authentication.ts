import type { PostAuthenticationTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { markActiveByName } from "../libs/activity/mark-active.ts";
import { noteSignIn } from "../libs/activity/note-sign-in.ts";
import { recordEvent } from "../libs/activity/record-event.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { readEnvironment, text } from "../libs/env.ts";
import { spelledProviderOf } from "../libs/federation/external-identity.ts";
import { ALERT_VARIABLES } from "../libs/messages/send-alert.ts";
import { noteSuccess } from "../libs/sign-in-attempts/sign-in-attempts.ts";
import { alertUser } from "../libs/triggers/alert-user.ts";
import { reportTriggerError, triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { readTriggerUser, type TriggerUser } from "../libs/triggers/trigger-user.ts";
import { withoutUndefined } from "../libs/without-undefined.ts";

const environment = readEnvironment({ ACTIVITY_TABLE_NAME: text, ...ALERT_VARIABLES });
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);

/**
 * Devices have no id in the event, and an app that keeps no device key comes from a new one each time: one mail a day is
 * enough. In seconds.
 */
const NEW_DEVICE_ONCE_WITHIN = 86_400;

type Event = PostAuthenticationTriggerEvent;
type Account = TriggerUser & { readonly sub: string };

/**
 * Cognito says whether a user came from an identity provider and, by the user's name, from which one. It does not say whether
 * the sign-in pages were used: that it tells the pre-token trigger.
 */
function methodOf({ isFederated, username }: TriggerUser) {
  if (!isFederated) return { flow: "native" };
  const provider = spelledProviderOf(username);
  return { flow: "federated", ...withoutUndefined({ provider }) };
}

const clientOf = ({ callerContext }: Event) =>
  callerContext?.clientId ? { clientId: callerContext.clientId } : {};

async function recordSignIn(event: Event, account: Account, now: number): Promise<void> {
  const detail = methodOf(account);
  await recordEvent(
    table,
    { type: "sign_in", sub: account.sub, ...clientOf(event), detail },
    { now, flow: detail.flow },
  );
}

/**
 * The last sign-in, and an alert where it came from a new device. `newDeviceUsed` is set where the pool tracks devices; it
 * is not news at the very first sign-in.
 */
async function noteDevice(event: Event, account: Account, now: number): Promise<void> {
  const { sub } = account;
  const isFirst = await noteSignIn(table, { sub, ...clientOf(event) }, now);
  if (isFirst || event.request?.newDeviceUsed !== true) return;
  const isNew = await recordEvent(
    table,
    { type: "new_device", sub, ...clientOf(event) },
    { now, onceWithin: NEW_DEVICE_ONCE_WITHIN },
  );
  if (isNew) await alertUser("newDevice", account, { time: new Date(now), device: "" }, event, environment);
}

/** Noting the success is also what tells this sign-in from one that was told already. */
async function writeDown(event: Event, account: Account, now: number): Promise<void> {
  if (!(await noteSuccess(table, account.username, now))) return;
  await Promise.all([recordSignIn(event, account, now), noteDevice(event, account, now)]);
}

/**
 * Writes a sign-in down: the event, who is active, the last one, the end of failed attempts. None of it keeps anybody
 * from signing in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 */
export const handler = triggerHandler<Event>({
  onFailure: "go on",
  run: async (event) => {
    const user = readTriggerUser(event);
    if (user.sub === undefined) return;
    const account: Account = { ...user, sub: user.sub };
    const now = Date.now();
    const written = await Promise.allSettled([
      writeDown(event, account, now),
      markActiveByName(table, account, now),
    ]);
    for (const result of written) {
      if (result.status === "rejected") reportTriggerError("sign-in not written", event, result.reason);
    }
  },
});
