import { withoutUndefined } from "../without-undefined.ts";
import type { ActivityTable } from "./activity-table.ts";
import { type ActivityEvent, type Recording, recordEvent } from "./record-event.ts";
import { shortUserAgent } from "./user-agent.ts";

/** The client of a request, by its token. */
interface Caller {
  /** Missing if the request has no token. */
  readonly clientId?: string;
}

interface Origin {
  readonly ip: string;
  readonly userAgent: string;
}

/**
 * {@link recordEvent} for a request: the event also has the client, the IP address and the user agent. Never fails the request.
 */
export async function recordFor(
  { clientId }: Caller,
  { ip, userAgent }: Origin,
  table: ActivityTable,
  event: Omit<ActivityEvent, keyof Caller | keyof Origin>,
  recording?: Recording,
): Promise<void> {
  const where = { ip, userAgent: shortUserAgent(userAgent) };
  await recordEvent(table, { ...event, ...withoutUndefined({ clientId }), ...where }, recording);
}
