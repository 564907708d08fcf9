import { EVENT_TYPES } from "../../libs/activity/event-types.ts";
import { EVENT_SOURCE } from "../../libs/events/account-events.ts";
import { typeOf } from "../api-docs/type-of-schema.ts";
import { eventSchema, TYPES } from "./event-schemas.ts";

const HEAD = `/**
 * The account events on the bus and at the webhook. Written by \`npm run docs:events\` from the schemas of the service.
 *
 * Every delivery of an event has the same \`detail.id\`. Later versions may add types and members.
 */

/** \`source\` of every account event. */
export const ACCOUNT_EVENT_SOURCE = ${JSON.stringify(EVENT_SOURCE)};

/** An event as EventBridge delivers it, to a function or to the webhook. */
export interface AccountEventMessage<Type extends AccountEventType = AccountEventType> {
  version: "0";
  /** Of this delivery to the bus; the event's own id is \`detail.id\`. */
  id: string;
  "detail-type": Type;
  source: typeof ACCOUNT_EVENT_SOURCE;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: AccountEvent<Type>;
}

/** \`detail\` of an event; of all of them, a union that \`type\` distinguishes. */
export type AccountEvent<Type extends AccountEventType = AccountEventType> = {
  [Name in Type]: {
    version: AccountEvents[Name]["version"];
    /** The idempotency key. */
    id: string;
    type: Name;
    /** RFC 3339, in milliseconds and UTC. */
    at: string;
    /** The account, or a machine's client. */
    sub: string;
    /** The administrator, if the event is not the account's own. */
    actor?: string;
    clientId?: string;
    data: AccountEvents[Name]["data"];
  };
}[Type];

export type AccountEventType = keyof AccountEvents;

/** Version and data, by type. */
export interface AccountEvents {
`;

/** clients/typescript/account-events.ts. */
export function renderEventTypes(): string {
  const members = TYPES.map((type) => {
    const { version = {}, data = {} } = eventSchema(type).properties;
    return `  /** ${EVENT_TYPES[type]} */\n  ${type}: { version: ${typeOf(version)}; data: ${typeOf(data)} };\n`;
  });
  return `${HEAD}${members.join("")}}\n`;
}
