/**
 * The code that was mailed to confirm an address or to reset a password. Kept as long as the tab: phone users leave for their mailbox, and
 * the page may be reloaded when they come back.
 */
const KEY = "sent-code";

export interface SentCode {
  readonly email: string;
  /** In milliseconds since the epoch: when asking for another one makes sense. */
  readonly resendAt: number;
}

/** The API's answer when it sends a code, in seconds. */
export interface SendAnswer {
  readonly resendAfter: number;
}

export const resendTime = ({ resendAfter }: SendAnswer): number => Date.now() + resendAfter * 1000;

export function rememberSentCode(email: string, answer: SendAnswer): SentCode {
  const sent = { email, resendAt: resendTime(answer) };
  sessionStorage.setItem(KEY, JSON.stringify(sent));
  return sent;
}

export function readSentCode(): SentCode | undefined {
  const kept = sessionStorage.getItem(KEY);
  return kept === null ? undefined : (JSON.parse(kept) as SentCode);
}

/** The code was used. */
export const forgetSentCode = (): void => sessionStorage.removeItem(KEY);
