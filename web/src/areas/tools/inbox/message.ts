import { queryOptions } from "@tanstack/react-query";
import { askLocal } from "../laptop/local-api.ts";

/** An e-mail or SMS that the local cloud kept instead of sending it. */
export interface Message {
  readonly id: string;
  readonly channel: "email" | "sms";
  readonly from: string | null;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly code: string | null;
  readonly link: string | null;
  /** What sent it: `CustomMessage_SignUp`, `SES`, `SNS`. */
  readonly source: string;
  readonly sentAt: string;
}

/** Polling interval in milliseconds. The recorder reports messages at once, but it may be off. */
const POLL_MS = 4000;

export const inboxQuery = queryOptions({
  queryKey: ["local", "inbox"],
  queryFn: ({ signal }) => askLocal<{ readonly messages: readonly Message[] }>("inbox", { signal }),
  refetchInterval: POLL_MS,
});

/** Messages whose address, subject or text contains these words. */
export function findMessages(messages: readonly Message[], words: string): readonly Message[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return messages;
  return messages.filter(({ to, subject, text }) =>
    [to, subject ?? "", text].some((part) => part.toLowerCase().includes(wanted)),
  );
}
