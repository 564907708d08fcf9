import { createHash } from "node:crypto";
import { sha256 } from "../sha256.ts";
import type { Key } from "./activity-table.ts";

/**
 * Keys of the activity table; docs/data-model.md lists their readers and writers. Addresses and numbers are in keys only as digests:
 * the table must not be a directory.
 */

/** The partitions of counters and sets that every user writes to: one takes 1,000 writes a second. */
export const SHARDS = 8;

const shardOf = (text: string) => (createHash("sha256").update(text).digest()[0] ?? 0) % SHARDS;

const anyShard = () => Math.floor(Math.random() * SHARDS);

export const userPartition = (sub: string) => `USER#${sub}`;

/** The prefix of the sort keys of a user's events; time and id follow. */
export const EVENT_PREFIX = "EVENT#";
export const CONSENT_PREFIX = "CONSENT#";
export const CENSUS_DAY_PREFIX = "DAY#";
export const PASSKEY_PREFIX = "PASSKEY#";
export const SESSION_PREFIX = "SESSION#";

export const eventKey = (sub: string, at: string, id: string): Key => ({
  PK: userPartition(sub),
  SK: `${EVENT_PREFIX}${at}#${id}`,
});

/** All events of a day, on the index. */
export const eventsOfDay = (day: string) => `EVENTS#${day}`;

/**
 * A copy of an event in which an administrator acted on an account, for the index by actor. It is in the account's partition
 * and is deleted with it.
 */
export const actedKey = (sub: string, at: string, id: string): Key => ({
  PK: userPartition(sub),
  SK: `ACTED#${at}#${id}`,
});

/** All events of one administrator, on the index. */
export const actedPartition = (actor: string) => `ACTED#${actor}`;

/** A copy of an event of a rare type, for the index by type. It is in the account's partition as well. */
export const typedKey = (sub: string, at: string, id: string): Key => ({
  PK: userPartition(sub),
  SK: `TYPED#${at}#${id}`,
});

/** All events of a rare type, on the index. */
export const typedPartition = (type: string) => `TYPED#${type}`;

export const sessionKey = (sub: string, originJti: string): Key => ({
  PK: userPartition(sub),
  SK: `${SESSION_PREFIX}${originJti}`,
});

/** All sessions last used on a day, on the index. */
export const sessionsOfDay = (day: string) => `SESSIONS#${day}`;

/** The time before which all sessions are void that are not listed. */
export const signedOutKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "SIGNED_OUT" });

/** The summary of a user, such as the last sign-in. */
export const summaryKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "SUMMARY" });

/** A user's name, for lists that show an id. It is stored only here: a deleted user has no name in any audit trail. */
export const nameKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "NAME" });

/** A new address or number that waits for its code. */
export const pendingKey = (sub: string, attribute: "email" | "phone_number"): Key => ({
  PK: userPartition(sub),
  SK: `PENDING#${attribute}`,
});

/** The name that its owner gave a passkey, whose id may be longer than a key. */
export const passkeyKey = (sub: string, credentialId: string): Key => ({
  PK: userPartition(sub),
  SK: `${PASSKEY_PREFIX}${sha256(credentialId)}`,
});

/** The name that its owner gave the authenticator app. */
export const authenticatorKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "AUTHENTICATOR" });

/** The clients that have signed in to an account, by the digests of their secrets. */
export const knownClientsKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "KNOWN_CLIENTS" });

/** That a user accepted a version of the terms. */
export const consentKey = (sub: string, version: string): Key => ({
  PK: userPartition(sub),
  SK: `${CONSENT_PREFIX}${version}`,
});

/** The quota of a user's uploads. */
export const uploadsKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "UPLOADS" });

/** A mark that something was written a moment ago, so that a second delivery is not. */
export const onceKey = (sub: string, what: string): Key => ({ PK: userPartition(sub), SK: `ONCE#${what}` });

/** A period's counters are spread over shards; the sum is the count. Periods are days, weeks and months. */
export const countKey = (period: string): Key => ({ PK: `COUNT#${period}`, SK: `SHARD#${anyShard()}` });
export const countPartition = (period: string) => `COUNT#${period}`;

/** The active users of a period: one item per user, spread by user. */
export const activeKey = (period: string, sub: string): Key => ({
  PK: activePartition(period, shardOf(sub)),
  SK: sub,
});
/** @param shard below {@link SHARDS} */
export const activePartition = (period: string, shard: number) => `ACTIVE#${period}#${shard}`;

/** Administrators who are leaving or have just left. */
export const leavingKey = (sub: string): Key => ({ PK: `LEAVING#${sub}`, SK: "ADMINS" });

/** The lease of a change to a user or a group. */
export const editKey = (kind: "user" | "group", id: string): Key => ({
  PK: `EDIT#${kind}#${id}`,
  SK: "LEASE",
});

/** The share of users with a second factor, by day. */
export const censusDayKey = (day: string): Key => ({ PK: "CENSUS", SK: `${CENSUS_DAY_PREFIX}${day}` });

/** The last complete count of the pool's users, and the one in progress. */
export const censusKey = (state: "DONE" | "UNDER_WAY"): Key => ({ PK: "CENSUS", SK: state });

/** Where a job continues that reads all accounts, a part in each run. */
export const housekeepingKey = (job: "ORPHANS"): Key => ({ PK: "HOUSEKEEPING", SK: job });

/**
 * A limit's counter. Its subject may be an address or a number, so the key holds only a digest of it.
 *
 * @param limit what is limited, such as `otp-send-user`
 */
export const limitKey = (limit: string, subject: string): Key => ({
  PK: `LIMIT#${limit}#${sha256(subject)}`,
  SK: "COUNT",
});

/** A counter of one time window, such as a client's requests in five minutes. */
export const windowKey = (limit: string, subject: string, window: number): Key => ({
  PK: limitKey(limit, subject).PK,
  SK: `WINDOW#${window}`,
});

/** A recovery in progress. Only the client has its secret: the key holds a digest. */
export const recoveryKey = (recovery: string): Key => ({
  PK: `RECOVERY#${sha256(recovery)}`,
  SK: "REQUEST",
});

/**
 * A statement of our API to a trigger. The digest covers the statement and the secret, so that neither leads to another one.
 * JSON separates the parts.
 */
export const attestationKey = (statement: {
  readonly purpose: string;
  readonly subject: string;
  readonly attestation: string;
}): Key => ({
  PK: `ATTESTATION#${sha256(JSON.stringify([statement.purpose, statement.subject, statement.attestation]))}`,
  SK: "STATEMENT",
});

/**
 * A sign-in that waits for its link. Only the browser that asked has the secret: the key holds a digest, so that another
 * browser does not find the sign-in.
 */
export const pendingLinkKey = (browser: string, linkId: string): Key => ({
  PK: `LINK#${sha256(JSON.stringify([browser, linkId]))}`,
  SK: "SIGN_IN",
});

/** A sign-in by code or link in progress. */
export const otpKey = (challengeId: string): Key => ({ PK: `OTP#${challengeId}`, SK: "CHALLENGE" });

/**
 * The groups that an account got when it was new. Once this exists, only an administrator adds groups. It has its own
 * partition, since a role's rights on the table end at partitions, and the public routes, which write to a user's partition,
 * must not decide about groups.
 */
export const groupsKey = (sub: string): Key => ({ PK: `GROUPS#${sub}`, SK: "GIVEN" });

/** A mark that an account belongs to its address, so that it may get more than the default group. */
export const vouchedKey = (sub: string): Key => ({ PK: `VOUCHED#${sub}`, SK: "MARK" });

/** The first administrator. */
export const firstAdminKey = (email: string): Key => ({ PK: `FIRST_ADMIN#${sha256(email)}`, SK: "CLAIM" });

/** An administrator's invitation, by the normalized address it was sent to. */
export const invitationKey = (email: string): Key => ({ PK: `INVITE#${sha256(email)}`, SK: "INVITATION" });

/** The prefixes of what an organization's partition holds. */
export const MEMBER_PREFIX = "MEMBER#";
export const ORGANIZATION_INVITATION_PREFIX = "INVITATION#";

/** An organization with its members and its invitations. */
export const organizationPartition = (organization: string) => `ORG#${organization}`;

export const organizationKey = (organization: string): Key => ({
  PK: organizationPartition(organization),
  SK: "ORGANIZATION",
});

/** A member, on the organization's side; {@link membershipKey} is the same on the user's side. */
export const memberKey = (organization: string, sub: string): Key => ({
  PK: organizationPartition(organization),
  SK: `${MEMBER_PREFIX}${sub}`,
});

/** When another member last changed or ended a membership. */
export const memberChangeKey = (organization: string, sub: string): Key => ({
  PK: organizationPartition(organization),
  SK: `CHANGED#${sub}`,
});

export const organizationInvitationKey = (organization: string, id: string): Key => ({
  PK: organizationPartition(organization),
  SK: `${ORGANIZATION_INVITATION_PREFIX}${id}`,
});

/** The prefix of a user's memberships. */
export const MEMBERSHIP_PREFIX = "ORG#";

/**
 * A user's memberships and the organization that they chose last. They have their own partition because they decide about
 * rights, and the public routes write to `USER#`.
 */
export const membershipsPartition = (sub: string) => `MEMBER#${sub}`;

export const membershipKey = (sub: string, organization: string): Key => ({
  PK: membershipsPartition(sub),
  SK: `${MEMBERSHIP_PREFIX}${organization}`,
});

/** The organization of a user's next tokens. */
export const chosenOrganizationKey = (sub: string): Key => ({ PK: membershipsPartition(sub), SK: "CHOSEN" });

/** A mark that an account with this normalized address is being migrated from the former system. */
export const migrationKey = (email: string): Key => ({ PK: `MIGRATED#${sha256(email)}`, SK: "MIGRATION" });
