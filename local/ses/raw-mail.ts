/** An e-mail as a whole MIME message (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_RawMessage.html). */
import type { Address, Email, Mailbox as ParsedMailbox } from "postal-mime";
import { toPlainText } from "../inbox/read-message.ts";
import type { Envelope, Mail } from "./mail.ts";
import { checkAddress, type Mailbox } from "./mailbox.ts";
import { badRequest } from "./ses-errors.ts";

/** RFC 5321, section 4.5.3.1.6: octets of a line without its end. */
const MAX_LINE_LENGTH = 998;

/** @throws ServiceError BadRequestException */
export async function readRaw(data: Uint8Array, envelope: Envelope): Promise<Mail> {
  checkLines(Buffer.from(data));
  const email = await parse(data);
  const senders = [senderIn(email), envelope.from].filter((sender) => sender !== null);
  const [from] = senders;
  if (from === undefined) throw badRequest("Missing required header 'From'.");
  const named = recipientsIn(email);
  if (named.length === 0 && envelope.recipients.length === 0) {
    throw badRequest("Missing required header 'To'.");
  }
  const html = email.html ?? null;
  return {
    from,
    senders,
    recipients: envelope.recipients.length > 0 ? envelope.recipients : named,
    subject: email.subject ?? "",
    text: email.text ?? toPlainText(html ?? ""),
    html,
  };
}

/** The parser is loaded with the first such message, because most mails are not raw. */
async function parse(data: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import("postal-mime");
  const email = await PostalMime.parse(data).catch((error: unknown) => {
    throw badRequest(error instanceof Error ? error.message : "The message can't be read");
  });
  if (email.headers.some(({ originalKey }) => originalKey === "")) {
    throw badRequest("Empty header names are illegal.");
  }
  return email;
}

function senderIn({ from }: Email): Mailbox | null {
  const [first] = flatten(from === undefined ? [] : [from]);
  if (first === undefined) return null;
  const { name, address } = first;
  checkAddress(address);
  return { address, text: name === "" ? address : `${name} <${address}>` };
}

function recipientsIn({ to = [], cc = [], bcc = [] }: Email): readonly string[] {
  const addresses = flatten([...to, ...cc, ...bcc]).map(({ address }) => address);
  for (const address of addresses) checkAddress(address);
  return addresses;
}

const flatten = (addresses: readonly Address[]): readonly ParsedMailbox[] =>
  addresses.flatMap((entry) => entry.group ?? [entry]);

function checkLines(message: Buffer): void {
  let start = 0;
  while (start < message.length) {
    const newline = message.indexOf(0x0a, start);
    const end = newline === -1 ? message.length : newline;
    const hasReturn = end > start && message[end - 1] === 0x0d;
    if (end - start - (hasReturn ? 1 : 0) > MAX_LINE_LENGTH) {
      throw badRequest(`A line of the message is longer than ${MAX_LINE_LENGTH} characters`);
    }
    start = end + 1;
  }
}
