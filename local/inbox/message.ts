/** An e-mail or SMS that the local cloud delivered to its inbox instead of the world. Times are ISO 8601. */
export interface Message {
  readonly id: string;
  readonly channel: "email" | "sms";
  /** Who it says it is from: `Name <address>`, an SMS sender's name or number. `null` where the sender leaves that to AWS. */
  readonly from: string | null;
  readonly to: string;
  /** E-mail only. */
  readonly subject: string | null;
  readonly text: string;
  /** E-mail only. */
  readonly html: string | null;
  /** The one-time code or temporary password in the message, for tests and people in a hurry. */
  readonly code: string | null;
  /** The first link in the message. */
  readonly link: string | null;
  /** What sent it: a Cognito message source (`CustomMessage_SignUp`), `SES` or `SNS`. */
  readonly source: string;
  readonly sentAt: string;
}

/** What a sender hands to the outbox; id and time are the inbox's to give. */
export type OutgoingMessage = Pick<Message, "channel" | "to" | "text" | "source"> &
  Partial<Pick<Message, "from" | "subject" | "html" | "code" | "link">>;

/** Where senders put messages. Delivery is synchronous and durable: it returned, so it is in the inbox. */
export interface Outbox {
  send(message: OutgoingMessage): void;
}
