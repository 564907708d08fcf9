import type { AccountEvent } from "../libs/events/account-events.ts";
import { describeRecord, type StreamRecord, UnreadableRecord } from "../libs/events/describe-record.ts";
import { logger } from "../libs/observability/logger.ts";
import { countMetric } from "../libs/observability/metrics.ts";

/**
 * The enrichment of the pipe from the table's stream to the bus: turns items of the audit trail into account events. The answer
 * has one event for each record, in their order. A record that is not readable has none, because the pipe would repeat a batch
 * that fails and keep the others waiting: it is logged and counted, and stays in the audit trail.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
export async function handler(records: readonly StreamRecord[]): Promise<readonly AccountEvent[]> {
  return records.flatMap((record) => {
    try {
      return [describeRecord(record)];
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      logger.error("account event not published", { record: record.eventID, cause: error.message });
      countMetric("account_event_unreadable");
      return [];
    }
  });
}
