import { EVENT_TYPES, type EventType } from "../../libs/activity/event-types.ts";
import { ACCOUNT_EVENTS, type AccountEvent, versionOf } from "../../libs/events/account-events.ts";
import { eventSchema } from "./event-schemas.ts";

/** Values of the members of `data`. A new member needs one. */
const VALUES: Readonly<Record<string, unknown>> = {
  by: "housekeeping",
  channel: "email",
  enabled: ["totp"],
  fields: ["given_name"],
  flow: "federated",
  group: "support",
  left: 9,
  organization: "org_b468a4c81051",
  provider: "Google",
  removed: ["totp"],
  role: "member",
  rule: "domain",
  try: 1,
  version: "2026-01-01",
};

const SUB = "b468a4c8-1051-7057-9a5b-3d0a6a6cbd3a";
const ADMINISTRATOR = "e4b874d8-70f1-70ad-4f9c-2b1d6c8f0e11";
const CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";

/**
 * An example with every member that a type may have.
 *
 * @throws an error of the schema if a member of `data` has no value here
 */
export function eventExample(type: EventType): AccountEvent {
  const isAdministrators = EVENT_TYPES[type].startsWith("An administrator");
  const isGroups = type.startsWith("group_") && isAdministrators;
  const data = Object.keys(eventSchema(type).properties.data?.properties ?? {});
  const example = {
    version: versionOf(type),
    id: "c3RhYmxlLWlk",
    type,
    at: "2026-01-15T12:00:00.000Z",
    sub: type === "machine_token_issued" ? CLIENT : isGroups ? ADMINISTRATOR : SUB,
    ...(isAdministrators && { actor: ADMINISTRATOR }),
    clientId: CLIENT,
    data: Object.fromEntries(data.map((name) => [name, VALUES[name]])),
  };
  // Lists are joined in the audit trail, which the schema reads.
  const stored = { ...example, data: Object.fromEntries(Object.entries(example.data).map(asStored)) };
  return ACCOUNT_EVENTS[type].parse(stored);
}

const asStored = ([name, value]: readonly [string, unknown]) => [
  name,
  Array.isArray(value) ? value.join(" ") : value,
];
