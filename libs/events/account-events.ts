import * as z from "zod/mini";
import { EVENT_TYPES, type EventType } from "../activity/event-types.ts";
import { CHANNELS } from "../otp/channel.ts";

/**
 * The account events that leave the service: one schema for each type of the audit trail. They are the only source of the JSON
 * Schemas in docs/events and of the client's types (`npm run docs:events`).
 *
 * An event has only what its schema names. The audit trail knows more: addresses of clients, user agents, reasons that
 * administrators wrote, ids of sessions and challenges stay there.
 */

/** `source` of every event on the bus. A test compares it with resources/account-events.yml. */
export const EVENT_SOURCE = "serverless-auth.accounts";

/**
 * The version of a type whose schema changed incompatibly: a member is gone, has another meaning or another type. New optional
 * members keep the version. Types that are missing here have version 1.
 */
const VERSIONS: Partial<Record<EventType, number>> = {};

/** The version of a type's schema, from 1. */
export const versionOf = (type: EventType): number => VERSIONS[type] ?? 1;

/** The audit trail joins names by spaces. */
const Words = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.split(" ").filter((word) => word !== "")),
  ),
  z.array(z.string()),
);

/** Earlier versions of the audit trail wrote counts as texts. */
const Count = z.pipe(
  z.pipe(
    z.union([z.number(), z.string()]),
    z.transform((value: number | string) => Number(value)),
  ),
  z.int().check(z.gte(0)),
);

const Channel = z.enum(CHANNELS);
const Group = z.object({ group: z.string() });
const Provider = z.object({ provider: z.string() });
/** The organization's id, and the role that the account got or offered. */
const Organization = z.object({ organization: z.string(), role: z.optional(z.string()) });

/** `data` of the types that have some. Members of the audit trail that are not named here are left out. */
const DATA: Partial<Record<EventType, z.ZodMiniObject>> = {
  sign_in: z.object({ flow: z.enum(["native", "federated"]), provider: z.optional(z.string()) }),
  hosted_sign_in: z.object({ provider: z.optional(z.string()) }),
  otp_sent: z.object({ channel: Channel }),
  otp_throttled: z.object({ channel: Channel }),
  otp_mismatch: z.object({ channel: Channel, try: Count }),
  mfa_changed: z.object({ enabled: Words }),
  recovery_code_used: z.object({ left: Count }),
  terms_accepted: z.object({ version: z.string() }),
  identity_linked: Provider,
  identity_unlinked: Provider,
  group_added: z.object({
    group: z.string(),
    rule: z.optional(z.enum(["default", "domain", "invitation", "first_admin"])),
  }),
  group_removed: Group,
  user_invited: Group,
  user_changed: z.object({ fields: Words }),
  user_mfa_reset: z.object({ removed: Words }),
  account_deleted: z.object({ by: z.optional(z.literal("housekeeping")) }),
  group_created: Group,
  group_changed: Group,
  group_deleted: Group,
  organization_created: Organization,
  organization_changed: Organization,
  organization_deleted: Organization,
  organization_invited: Organization,
  organization_invitation_revoked: Organization,
  organization_joined: Organization,
  organization_left: Organization,
  organization_member_removed: Organization,
  organization_role_changed: Organization,
};

const NO_DATA = z.object({});

/** The schema of a type's `detail`. */
function schemaOf(type: EventType) {
  return z.object({
    version: z.literal(versionOf(type)),
    id: z.string(),
    type: z.literal(type),
    at: z.iso.datetime(),
    sub: z.string(),
    actor: z.optional(z.string()),
    clientId: z.optional(z.string()),
    data: DATA[type] ?? NO_DATA,
  });
}

/** What each member means, for the JSON Schemas and the page. */
export const MEMBERS: Readonly<Record<string, string>> = {
  version: "Version of this type's schema",
  id: "Idempotency key: every delivery of the event has the same",
  type: "Type of the event, also the detail-type",
  at: "When it happened, to the millisecond, in UTC",
  sub: "The account, or the client of a machine; for groups the administrator",
  actor: "The administrator who did it; missing if the account's owner or the service did",
  clientId: "The app client that was used, if it is known",
  data: "What belongs to this type",
};

const TYPES = Object.keys(EVENT_TYPES) as EventType[];

/** Schemas of `detail`, by type. */
export const ACCOUNT_EVENTS = Object.fromEntries(TYPES.map((type) => [type, schemaOf(type)])) as Readonly<
  Record<EventType, ReturnType<typeof schemaOf>>
>;

export type AccountEvent = z.output<ReturnType<typeof schemaOf>>;
