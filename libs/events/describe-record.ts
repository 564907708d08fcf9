import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { isEventType } from "../activity/event-types.ts";
import { ACCOUNT_EVENTS, type AccountEvent, versionOf } from "./account-events.ts";

/**
 * A record of the table's stream, as a pipe passes it on.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export interface StreamRecord {
  readonly eventID?: string;
  readonly dynamodb?: { readonly NewImage?: Record<string, AttributeValue> };
}

/** A record that can't become an event. The message names members, never values. */
export class UnreadableRecord extends Error {
  override readonly name = "UnreadableRecord";
}

/**
 * The account event of an item of the audit trail.
 *
 * @throws UnreadableRecord for an item that is not an event, or not one of a known type
 */
export function describeRecord({ dynamodb }: StreamRecord): AccountEvent {
  const { type, id, at, sub, actor, clientId, detail = {} } = unmarshall(dynamodb?.NewImage ?? {});
  if (typeof type !== "string" || !isEventType(type)) throw new UnreadableRecord("unknown type");
  const event = { version: versionOf(type), id, type, at, sub, actor, clientId, data: detail };
  const read = ACCOUNT_EVENTS[type].safeParse(event);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.join("."));
  throw new UnreadableRecord(`${type}: ${places.join(", ")}`);
}
