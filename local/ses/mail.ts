/** An e-mail in parts, and the members of all e-mails. */
import type * as sdk from "@aws-sdk/client-sesv2";
import { toPlainText } from "../inbox/read-message.ts";
import type { InputOf } from "../protocol/sdk-types.ts";
import { checkText } from "./check-text.ts";
import { type Mailbox, readMailbox } from "./mailbox.ts";
import { badRequest } from "./ses-errors.ts";

type Input = InputOf<typeof sdk, "SendEmail">;
type Content = NonNullable<Input["Content"]>;

export interface Mail {
  /** The sender in the header. */
  readonly from: Mailbox;
  /** The sender that must be verified. */
  readonly senders: readonly Mailbox[];
  /** Recipients of the envelope, which may differ from those in the headers. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** The recipients in the request, independent of the content. */
export interface Envelope {
  readonly from: Mailbox | null;
  readonly recipients: readonly string[];
}

export function readEnvelope({ FromEmailAddress, Destination = {} }: Input): Envelope {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return {
    from: FromEmailAddress === undefined ? null : readMailbox(FromEmailAddress),
    recipients: [...ToAddresses, ...CcAddresses, ...BccAddresses].map((text) => readMailbox(text).address),
  };
}

/** Set by SES itself (header-fields.html). */
const HEADERS_OF_SES = new Set(
  "bcc cc content-disposition content-type date from message-id mime-version reply-to return-path subject to".split(
    " ",
  ),
);

/** API_MessageHeader: of name and value together. */
const MAX_HEADER_LENGTH = 996;

/** @throws ServiceError BadRequestException */
export function readSimple(content: NonNullable<Content["Simple"]>, { from, recipients }: Envelope): Mail {
  const { Subject, Body, Headers = [] } = content;
  if (from === null) throw badRequest(""); // AWS sends no text
  const subject = checkText("Subject", Subject);
  if (/[\p{Cc}]/u.test(subject)) throw badRequest("Subject contains control characters");
  const text = Body.Text === undefined ? null : checkText("Body.Text", Body.Text);
  const html = Body.Html === undefined ? null : checkText("Body.Html", Body.Html);
  if (text === null && html === null) throw badRequest("Body has neither Text nor Html");
  for (const { Name, Value } of Headers) {
    if (HEADERS_OF_SES.has(Name.toLowerCase())) throw badRequest(`Header ${Name} can't be set`);
    if (Name.length + Value.length > MAX_HEADER_LENGTH) throw badRequest(`Header ${Name} is too long`);
  }
  return { from, senders: [from], recipients, subject, text: text ?? toPlainText(html ?? ""), html };
}
