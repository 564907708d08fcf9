/**
 * Streams of tables: a record for each changed item, in the form that readers of DynamoDB Streams get.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock.ts";

/** An item as DynamoDB writes it: `{"PK":{"S":"USER#1"}}`. */
export type StoredItem = Readonly<Record<string, unknown>>;

/** Images of an item that records of a stream have. */
export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

export const isStreamView = (value: unknown): value is StreamView =>
  ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"].includes(String(value));

/**
 * AWS labels a stream by the time at which it was switched on. Here all have this one, because ids of a laptop are the same on
 * every machine.
 */
export const STREAM_LABEL = "2026-01-01T00:00:00.000";

export const streamArnOf = (tableArn: string): string => `${tableArn}/stream/${STREAM_LABEL}`;

/** One changed item. */
export interface ItemChange {
  readonly before: StoredItem | null;
  readonly after: StoredItem | null;
}

export interface TableStream {
  readonly arn: string;
  readonly view: StreamView;
  readonly region: string;
  /** The names of the table's keys. */
  readonly keys: readonly string[];
}

export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: StoredItem;
    readonly NewImage?: StoredItem;
    readonly OldImage?: StoredItem;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamView;
  };
  readonly eventSourceARN: string;
}

let sequence = 0n;

/** Numbers grow with every record of this process, and from one process to the next as the clock does. */
function nextSequenceNumber(clock: Clock): string {
  sequence += 1n;
  return (BigInt(clock.now()) * 1_000_000_000n + sequence).toString().padStart(25, "1");
}

/** @returns null if the write changed nothing: then DynamoDB writes no record */
export function recordOf(
  { before, after }: ItemChange,
  { arn, view, region, keys }: TableStream,
  clock: Clock,
): StreamRecord | null {
  const item = after ?? before;
  if (item === null || isDeepStrictEqual(before, after)) return null;
  const hasNew = after !== null && (view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES");
  const hasOld = before !== null && (view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES");
  const Keys = Object.fromEntries(keys.map((name) => [name, item[name]]));
  const images = { ...(hasNew && { NewImage: after }), ...(hasOld && { OldImage: before }) };
  return {
    eventID: randomBytes(16).toString("hex"),
    eventName: before === null ? "INSERT" : after === null ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(clock.now() / 1000),
      Keys,
      ...images,
      SequenceNumber: nextSequenceNumber(clock),
      SizeBytes: Buffer.byteLength(JSON.stringify({ Keys, ...images })),
      StreamViewType: view,
    },
    eventSourceARN: arn,
  };
}
