import { createHash } from "node:crypto";
import type { Key } from "./activity-table.ts";

/** Keys of the activity table; docs/data-model.md says who reads and writes which. */

/** Counters and sets that everybody writes to are spread over so many partitions: one takes 1,000 writes a second. */
export const SHARDS = 8;

const shardOf = (text: string) => (createHash("sha256").update(text).digest()[0] ?? 0) % SHARDS;

/** What an address or a number becomes in a key: the table is no place to look them up. */
const digestOf = (text: string) => createHash("sha256").update(text).digest("base64url");

const anyShard = () => Math.floor(Math.random() * SHARDS);

export const userPartition = (sub: string) => `USER#${sub}`;

/** Sort keys of a user's events begin so; the rest is time and id. */
export const EVENT_PREFIX = "EVENT#";
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
 * A copy of an event in which somebody acted on an account, for the index by actor. It stands in the partition of the account
 * that it is about, so that it goes with it.
 */
export const actedKey = (sub: string, at: string, id: string): Key => ({
  PK: userPartition(sub),
  SK: `ACTED#${at}#${id}`,
});

/** All that one administrator did, on the index. */
export const actedPartition = (actor: string) => `ACTED#${actor}`;

/** A copy of an event of a rare type, for the index by type; in the partition of the account, too. */
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

/** Since when sessions that are not known one by one are void. */
export const signedOutKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "SIGNED_OUT" });

/** What is known of a user at a glance: the last sign-in. */
export const summaryKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "SUMMARY" });

/** How a user is called, for lists that show an id. Only here: whoever is deleted has no name in anybody's trail. */
export const nameKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "NAME" });

/** A new address or number that waits for its code. */
export const pendingKey = (sub: string, attribute: "email" | "phone_number"): Key => ({
  PK: userPartition(sub),
  SK: `PENDING#${attribute}`,
});

/** How its owner calls one of the passkeys; its id may be longer than a key. */
export const passkeyKey = (sub: string, credentialId: string): Key => ({
  PK: userPartition(sub),
  SK: `${PASSKEY_PREFIX}${digestOf(credentialId)}`,
});

/** How its owner calls the authenticator app. */
export const authenticatorKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "AUTHENTICATOR" });

/** The clients that have signed in to an account, by the digests of their secrets. */
export const knownClientsKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "KNOWN_CLIENTS" });

/** What a user may still upload. */
export const uploadsKey = (sub: string): Key => ({ PK: userPartition(sub), SK: "UPLOADS" });

/** Says that something was written a moment ago, so that a second delivery is not. */
export const onceKey = (sub: string, what: string): Key => ({ PK: userPartition(sub), SK: `ONCE#${what}` });

/** A period's counters are spread; the sum of the shards is the count. Periods are days, weeks and months. */
export const countKey = (period: string): Key => ({ PK: `COUNT#${period}`, SK: `SHARD#${anyShard()}` });
export const countPartition = (period: string) => `COUNT#${period}`;

/** Who was active in a period: one item per user, spread by user. */
export const activeKey = (period: string, sub: string): Key => ({
  PK: activePartition(period, shardOf(sub)),
  SK: sub,
});
/** @param shard below {@link SHARDS} */
export const activePartition = (period: string, shard: number) => `ACTIVE#${period}#${shard}`;

/** Who is leaving the administrators, or just left. */
export const leavingKey = (sub: string): Key => ({ PK: `LEAVING#${sub}`, SK: "ADMINS" });

/** Somebody changes a user or a group right now. */
export const editKey = (kind: "user" | "group", id: string): Key => ({
  PK: `EDIT#${kind}#${id}`,
  SK: "LEASE",
});

/** How many had a second factor, by day. */
export const censusDayKey = (day: string): Key => ({ PK: "CENSUS", SK: `${CENSUS_DAY_PREFIX}${day}` });

/** The last whole count of the pool's users, and the one under way. */
export const censusKey = (state: "DONE" | "UNDER_WAY"): Key => ({ PK: "CENSUS", SK: state });

/** Where a job that goes through everything, a part with each run, goes on. */
export const housekeepingKey = (job: "ORPHANS"): Key => ({ PK: "HOUSEKEEPING", SK: job });

/**
 * A limit's counter. Whose it is may be an address or a number, so the key holds only a digest of it.
 *
 * @param limit what is limited, such as `otp-send-user`
 */
export const limitKey = (limit: string, subject: string): Key => ({
  PK: `LIMIT#${limit}#${digestOf(subject)}`,
  SK: "COUNT",
});

/** A count of one window of time, such as a client's requests in five minutes. */
export const windowKey = (limit: string, subject: string, window: number): Key => ({
  PK: limitKey(limit, subject).PK,
  SK: `WINDOW#${window}`,
});

/** A recovery that is under way. Its secret stays with whoever began it: the key holds only a digest. */
export const recoveryKey = (recovery: string): Key => ({
  PK: `RECOVERY#${createHash("sha256").update(recovery).digest("base64url")}`,
  SK: "REQUEST",
});

/**
 * What our API vouches for to a trigger. The digest covers the statement and the secret, so that one can't be found by way of
 * the other. JSON keeps the parts apart.
 */
export const attestationKey = (statement: {
  readonly purpose: string;
  readonly subject: string;
  readonly attestation: string;
}): Key => ({
  PK: `ATTESTATION#${digestOf(JSON.stringify([statement.purpose, statement.subject, statement.attestation]))}`,
  SK: "STATEMENT",
});

/** A sign-in by code that is under way. */
export const otpKey = (challengeId: string): Key => ({ PK: `OTP#${challengeId}`, SK: "CHALLENGE" });

/**
 * Which groups an account was given when it was new. Once it is there, only an administrator gives groups. It has a
 * partition of its own: a role's rights on the table end at partitions, and the public routes, which write to a user's
 * partition, must not decide about groups.
 */
export const groupsKey = (sub: string): Key => ({ PK: `GROUPS#${sub}`, SK: "GIVEN" });

/** Says that an account belongs to its address, so that more than the default group may be given. */
export const vouchedKey = (sub: string): Key => ({ PK: `VOUCHED#${sub}`, SK: "MARK" });

/** Who became the first administrator. */
export const firstAdminKey = (email: string): Key => ({ PK: `FIRST_ADMIN#${digestOf(email)}`, SK: "CLAIM" });

/** An administrator's invitation, by the normalised address it went to. */
export const invitationKey = (email: string): Key => ({ PK: `INVITE#${digestOf(email)}`, SK: "INVITATION" });

/** Says that an account with this normalised address is being taken over from the former system. */
export const migrationKey = (email: string): Key => ({ PK: `MIGRATED#${digestOf(email)}`, SK: "MIGRATION" });
