import * as z from "zod/mini";
import { EVENT_TYPES, type EventType } from "../../libs/activity/event-types.ts";
import { ACCOUNT_EVENTS, MEMBERS } from "../../libs/events/account-events.ts";
import type { Node } from "../api-docs/type-of-schema.ts";

export const TYPES = Object.keys(EVENT_TYPES) as EventType[];

/** Documented schemas keep no limits of JavaScript, and allow members that later versions add. */
function withoutTheObvious({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  delete jsonSchema.additionalProperties;
}

export type EventSchema = Node & {
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, Node>>;
};

/** The JSON Schema (2020-12) of a type's `detail`. */
export function eventSchema(type: EventType): EventSchema {
  const { $schema, properties, ...schema } = JSON.parse(
    JSON.stringify(z.toJSONSchema(ACCOUNT_EVENTS[type], { io: "output", override: withoutTheObvious })),
  ) as Node & { readonly $schema: string; readonly properties: Readonly<Record<string, Node>> };
  return {
    $schema,
    title: type,
    description: EVENT_TYPES[type],
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [name, { description: MEMBERS[name], ...member }]),
    ),
  } as EventSchema;
}
