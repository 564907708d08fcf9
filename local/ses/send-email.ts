import { randomBytes, randomUUID } from "node:crypto";
import { findCode, findLink } from "../inbox/read-message.ts";
import { notImplemented } from "../protocol/json-service.ts";
import { type Mail, readEnvelope, readSimple } from "./mail.ts";
import { readMailbox } from "./mailbox.ts";
import type { SesContext, SesInput, SesOutput } from "./operation.ts";
import { readRaw } from "./raw-mail.ts";
import { badRequest, configurationSetMissing, messageTooLong, senderNotVerified } from "./ses-errors.ts";
import { MAX_MESSAGE_BYTES } from "./ses-model.ts";

type Input = SesInput<"SendEmail">;

/** Of a message (quotas.html). */
const MAX_RECIPIENTS = 50;

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html @throws ServiceError */
export async function sendEmail(input: Input, context: SesContext): Promise<SesOutput<"SendEmail">> {
  checkBuilt(input);
  checkConfigurationSet(input, context);
  const { FeedbackForwardingEmailAddress: forwarding, ReplyToAddresses = [] } = input;
  for (const address of [...ReplyToAddresses, ...(forwarding === undefined ? [] : [forwarding])]) {
    readMailbox(address);
  }
  const mail = await readMail(input);
  if (mail.recipients.length === 0) throw badRequest("Must have at least one recipient");
  if (mail.recipients.length > MAX_RECIPIENTS) throw badRequest(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  checkSenders(mail, context);
  for (const to of mail.recipients) {
    context.outbox.send({
      channel: "email",
      from: mail.from.text,
      to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      code: findCode(mail.text) ?? findCode(mail.subject),
      link: findLink(mail.html ?? mail.text),
      source: "SES",
    });
  }
  return { MessageId: `${randomBytes(8).toString("hex")}-${randomUUID()}-000000` };
}

/** Unsupported members that would change the message or its recipients are refused, not ignored. */
function checkBuilt(input: Input): void {
  const missing = (
    ["ConfigurationOverrides", "EndpointId", "ListManagementOptions", "TenantName"] as const
  ).find((member) => input[member] !== undefined);
  if (missing !== undefined) throw notImplemented(`SendEmail with ${missing}`);
  if (input.Content.Template !== undefined) throw notImplemented("SendEmail with a Template");
}

function checkConfigurationSet({ ConfigurationSetName: name }: Input, { state }: SesContext): void {
  if (name !== undefined && !state.configurationSets.has(name)) throw configurationSetMissing(name);
}

async function readMail(input: Input): Promise<Mail> {
  const { Raw, Simple } = input.Content;
  if ((Raw === undefined) === (Simple === undefined)) {
    throw badRequest("Content must have exactly one of Raw, Simple and Template");
  }
  checkSize(input.Content);
  const envelope = readEnvelope(input);
  return Simple === undefined
    ? readRaw(Raw?.Data ?? new Uint8Array(), envelope)
    : readSimple(Simple, envelope);
}

function checkSize({ Raw, Simple }: Input["Content"]): void {
  const { Subject, Body, Attachments = [] } = Simple ?? {};
  const parts = [Raw?.Data, Subject?.Data, Body?.Text?.Data, Body?.Html?.Data];
  const size = [...parts, ...Attachments.map(({ RawContent }) => RawContent)].reduce(
    (sum, part) => sum + Buffer.byteLength(part ?? ""),
    0,
  );
  if (Math.ceil(size / 3) * 4 > MAX_MESSAGE_BYTES) throw messageTooLong(MAX_MESSAGE_BYTES, size);
}

/**
 * As soon as an identity exists, the sender must be one: the address, its domain or a parent domain. Without identities, every
 * sender may send.
 */
function checkSenders({ senders }: Mail, { state, region }: SesContext): void {
  if (state.identities.list(1, "").length === 0) return;
  for (const { address, text } of senders) {
    const labels = address.slice(address.lastIndexOf("@") + 1).split(".");
    const names = [address, ...labels.map((_, index) => labels.slice(index).join("."))];
    if (!names.some((name) => state.identities.has(name))) throw senderNotVerified(text, region);
  }
}
