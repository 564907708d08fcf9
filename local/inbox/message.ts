/** An e-mail or SMS that the local cloud delivered to its inbox instead of sending it. Times are ISO 8601. */
export interface Message {
  readonly id: string;
  readonly channel: "email" | "sms";
  /** The sender: `Name <address>`, an SMS sender's name or number. `null` if AWS chooses it. */
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
  /** Its source: a Cognito message source (`CustomMessage_SignUp`), `SES` or `SNS`. */
  readonly source: string;
  readonly sentAt: string;
}

/** A message for the outbox; the inbox adds id and time. */
export type OutgoingMessage = Pick<Message, "channel" | "to" | "text" | "source"> &
  Partial<Pick<Message, "from" | "subject" | "html" | "code" | "link">>;

/** Receives messages from senders. Delivery is synchronous and durable: when it returns, the message is in the inbox. */
export interface Outbox {
  send(message: OutgoingMessage): void;
}
