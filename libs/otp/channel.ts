/** How a user can be reached: a code by mail or text message, or a link by mail. */
export const CHANNELS = ["email", "sms", "link"] as const;

export type Channel = (typeof CHANNELS)[number];

export const isChannel = (value: unknown): value is Channel => CHANNELS.some((channel) => channel === value);

/** The answer to the first challenge: `{"channel":"email"}`. */
export function readChannel(answer: string): Channel | undefined {
  try {
    const { channel }: { channel?: unknown } = JSON.parse(answer);
    return isChannel(channel) ? channel : undefined;
  } catch {
    return undefined;
  }
}
