/** How a code can be sent. */
export const CHANNELS = ["email", "sms"] as const;

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
