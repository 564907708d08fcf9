import type { CreateAuthChallengeTriggerEvent } from "aws-lambda";
import type { ActivityTable } from "../activity/activity-table.ts";
import { recordEvent } from "../activity/record-event.ts";
import { LINKS_SENT } from "../activity/sign-in-counters.ts";
import { mailboxOf } from "../limits/mailbox.ts";
import type { Brand } from "../messages/brand.ts";
import type { Language } from "../messages/language.ts";
import { nameOfError } from "../observability/describe-cause.ts";
import { countMetric } from "../observability/metrics.ts";
import { logTrigger } from "../observability/trigger-log.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { loadAccount, subOf } from "./account.ts";
import type { Channel } from "./channel.ts";
import { chooseRecipient, type Recipient, type Unsent } from "./choose-recipient.ts";
import type { IssuedCode } from "./otp-store.ts";
import { sendSecret } from "./send-secret.ts";
import { renderSignInLink } from "./sign-in-link.ts";
import { giveBackSend, makeMark, type SendLimit, takeSend } from "./take-send.ts";

/** In seconds. The counter counts every time. */
const THROTTLED_ONCE_WITHIN = 60 * 60;

export interface OtpSettings {
  readonly table: ActivityTable;
  readonly brand: Brand;
  readonly defaultLanguage: Language;
  /** Empty or missing: no mail is sent. */
  readonly mailFrom: string | undefined;
  /** ISO 3166-1 codes; none means that no text messages are sent. */
  readonly smsCountries: readonly string[];
  /** The origins of pages that a link may lead to; none means that no links are sent. */
  readonly linkOrigins: readonly string[];
  /** How long a code is valid, in milliseconds. */
  readonly validFor: number;
  /** Per user, and per address. */
  readonly sends: { readonly perHour: number; readonly pauseSeconds: number };
  /** The minimum time to create a code, whether or not it is sent. */
  readonly answerMilliseconds: number;
}

/** A charge to both limits. */
interface Place {
  readonly isTaken: boolean;
  /** Best effort: it may fail like the call before. */
  giveBack(): Promise<void>;
}

/**
 * Charges the user's limit, then the address's: of several concurrent callers, the one that gets the first gets the second. If
 * nothing will be sent, it does the same work with other counters, so that it takes the same time.
 *
 * @throws AwsError or a network error, after it has refunded what may have been charged
 */
async function takeFromBoth(
  { table, sends }: OtpSettings,
  { user, address }: { readonly user: string; readonly address: string | undefined },
  now: number,
): Promise<Place> {
  const mark = makeMark();
  const taken: { limit: SendLimit; subject: string }[] = [];
  const take = (isMeant: boolean, whose: "user" | "address", subject: string) => {
    const limit = { name: `${isMeant ? "otp-send" : "otp-nothing"}-${whose}`, ...sends };
    taken.push({ limit, subject });
    return takeSend(table, limit, { subject, mark }, now);
  };
  const giveBack = async () => {
    await Promise.allSettled(
      taken.map(({ limit, subject }) => giveBackSend(table, limit, { subject, mark }, now)),
    );
  };
  try {
    const isUserWithin = await take(address !== undefined, "user", user);
    const isMeant = address !== undefined && isUserWithin;
    const isTaken = (await take(isMeant, "address", address ?? user)) && isMeant;
    return { isTaken, giveBack };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** What is sent, for the log. */
const secretOf = (channel: Channel) => (channel === "link" ? "link" : "code");

/** @returns why nothing was sent; undefined if the code or link was sent */
async function send(
  event: CreateAuthChallengeTriggerEvent,
  { code, expiresAt }: IssuedCode,
  recipient: Recipient,
  settings: OtpSettings,
  now: number,
): Promise<Unsent | undefined> {
  const { brand, defaultLanguage, mailFrom = "", linkOrigins } = settings;
  const wanted = event.request.clientMetadata?.origin;
  const isLink = recipient.channel === "link";
  try {
    await sendSecret(isLink ? renderSignInLink(code, { origins: linkOrigins, wanted }) : code, recipient, {
      brand,
      defaultLanguage,
      mailFrom,
      wantedLocale: event.request.clientMetadata?.locale,
      minutes: Math.ceil((expiresAt - now) / 60_000),
    });
    return undefined;
  } catch (error) {
    const cause = nameOfError(error);
    countMetric("message_failed", { cause });
    logTrigger("ERROR", `sign-in ${secretOf(recipient.channel)} not accepted`, event, { cause });
    return "not accepted";
  }
}

/** Records the sending. An attacker who keeps asking in a user's name must not hide the user's other events. */
async function noteSend(
  event: CreateAuthChallengeTriggerEvent,
  channel: Channel,
  {
    unsent,
    table,
    now,
  }: { readonly unsent: "throttled" | undefined; readonly table: ActivityTable; readonly now: number },
): Promise<void> {
  const type = unsent === undefined ? "otp_sent" : "otp_throttled";
  const isNew = await recordEvent(
    table,
    {
      type,
      sub: subOf(event),
      clientId: event.callerContext.clientId,
      detail: { channel },
    },
    {
      now,
      flow: channel,
      ...withoutUndefined({ onceWithin: unsent && THROTTLED_ONCE_WITHIN }),
      ...(type === "otp_sent" && channel === "link" && { alsoCount: LINKS_SENT }),
    },
  );
  if (unsent !== undefined && !isNew) countMetric(type, { flow: channel }, now);
}

/**
 * Sends a new code or link if the user may have one. The client does not learn the result: an unknown user, an unverified number, a
 * second factor and a used-up limit look the same. The log and the audit trail have it.
 *
 * @throws AwsError, a network error if account or limits can't be read; never because of the message itself
 */
export async function deliverCode(
  event: CreateAuthChallengeTriggerEvent,
  issued: IssuedCode,
  settings: OtpSettings,
  now: number,
): Promise<void> {
  const { table, mailFrom, smsCountries, linkOrigins } = settings;
  const { channel } = issued;
  const account = await loadAccount(event);
  const chosen = chooseRecipient(account, channel, {
    isMailOn: mailFrom !== undefined,
    areLinksOn: linkOrigins.length > 0,
    smsCountries,
  });
  const recipient = typeof chosen === "string" ? undefined : chosen;
  // All spellings of one mailbox share its limit. A number has one spelling.
  const limited = recipient && mailboxOf(recipient.address);
  const place = await takeFromBoth(settings, { user: event.userName, address: limited }, now);
  const isSent = recipient !== undefined && place.isTaken;
  try {
    await issued.noteDestination(isSent ? recipient.address : undefined);
  } catch (error) {
    await place.giveBack();
    throw error;
  }

  const unsent = isSent
    ? await send(event, issued, recipient, settings, now)
    : recipient
      ? "throttled"
      : chosen;
  if (account === undefined) return;
  if (unsent !== undefined) {
    logTrigger("INFO", `sign-in ${secretOf(channel)} not sent`, event, {
      reason: String(unsent),
    });
  }
  if (unsent !== undefined && unsent !== "throttled") return;
  await noteSend(event, channel, { unsent, table, now });
}
