import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, type Row, text } from "../../state/row.ts";
import { secretHash } from "../../state/secret-repository.ts";
import type { Authentication } from "../domain/authentication-level.ts";

/** What the hosted pages and the OAuth endpoints keep between two requests, by kind. Times are milliseconds since the Unix epoch. */
export interface HostedRecords {
  /** A browser that is signed in: what the cookie `cognito` stands for. */
  readonly session: {
    readonly userKey: number;
    readonly authenticatedAt: number;
    /** The provider that the user signed in with; absent for the pool's own users. */
    readonly provider?: string;
    /** Its id in a pool that tracks sessions. */
    readonly ssoId?: string;
    /** How strongly; absent in a session that an older version opened. */
    readonly authentication?: Authentication;
  };
  /** An authorization code. It stays after its use, so that a second use is noticed. */
  readonly code: {
    readonly userKey: number;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly authenticatedAt: number;
    readonly nonce?: string;
    /** S256 (RFC 7636). */
    readonly challenge?: string;
    readonly resource?: string;
    /** The tracked session of the browser. */
    readonly ssoId?: string;
    readonly authentication?: Authentication;
    readonly isFederated?: boolean;
    /** The sign-in whose tokens were issued for the code. */
    readonly usedFor?: string;
    /** It came a second time. */
    readonly isReplayed?: boolean;
  };
  /** A browser that was led to a provider, and is to come back from there. */
  readonly federation: {
    /** The query of the authorization, to be checked anew. */
    readonly query: string;
    readonly provider: string;
    /** SHA-256 of the browser's `csrf-state` cookie, Base64url. */
    readonly browser: string;
    /** What the provider was told (RFC 6749 §4.1.3). */
    readonly redirectUri?: string;
    /** What the provider's ID token must repeat. */
    readonly nonce?: string;
    /** The id of the AuthnRequest that a SAML provider's response must repeat. */
    readonly requestId?: string;
    /** What came by `form_post`, until the browser follows with its cookie. */
    readonly posted?: Readonly<Record<string, string>>;
  };
  /** An assertion that a user was signed in by; kept as long as it could come again. */
  readonly samlAssertion: Readonly<Record<string, never>>;
  /** What a SAML provider calls the session of a browser: kept under the value of the cookie `cognito`. */
  readonly samlSession: {
    readonly provider: string;
    readonly nameId: string;
    readonly nameIdFormat: string | null;
    readonly sessionIndex: string | null;
  };
  /** A sign-out that a SAML provider was asked for: what its RelayState stands for. */
  readonly samlSignOut: {
    readonly provider: string;
    readonly requestId: string;
    /** Where the browser goes afterwards. */
    readonly target: string;
  };
  /** What is in progress on the pages. */
  readonly page: PageProgress;
}

/** What the pages keep for a browser between two requests. */
export interface PageProgress {
  readonly clientId: string;
  /** The parameters of the authorization it belongs to. */
  readonly authorization: string;
  /** What the user typed as their name. */
  readonly username?: string;
  /** The challenge of a sign-in that waits for its response. */
  readonly challenge?: {
    readonly name: string;
    readonly session: string;
    readonly parameters: Readonly<Record<string, string>>;
    /** The first factors that the user may choose from; none for a second factor. */
    readonly offered: readonly string[];
    /** The key of the authenticator app that is set up, in Base32. */
    readonly secret?: string;
  };
  /** The `sub` of the user whom this browser signed up: the right code signs them in. */
  readonly newUser?: string;
  /** Where a code went, masked. */
  readonly destination?: string;
  /** The `sub` of the user who just signed in, and is asked whether they want a passkey. */
  readonly offersPasskeyTo?: string;
  /** The user asked for the page that adds a passkey, and signs in first. */
  readonly wantsPasskey?: boolean;
  /** The sign-in adds to what the browser's session has reached. */
  readonly stepsUp?: boolean;
  /** Shown once, on the next page. */
  readonly flash?: PageFlash;
}

export interface PageFlash {
  readonly notice?: string;
  readonly problem?: {
    readonly key: string;
    /** The form's field that it is about. */
    readonly field?: string;
    /** What a trigger said. */
    readonly detail?: string;
  };
  /** What was typed, without secrets. */
  readonly values?: Readonly<Record<string, string>>;
}

type HostedRecordKind = keyof HostedRecords;

interface HostedRecord<Kind extends HostedRecordKind> {
  readonly poolId: string;
  readonly content: HostedRecords[Kind];
  readonly expiresAt: number;
}

export interface HostedRecordRepository {
  /** Keeps it and answers the random string that finds it again; the database has the string's hash alone. */
  keep<Kind extends HostedRecordKind>(kind: Kind, record: HostedRecord<Kind>): string;
  /** Keeps it under a string of the caller's. @returns `false` where that is there already */
  keepAs<Kind extends HostedRecordKind>(kind: Kind, secret: string, record: HostedRecord<Kind>): boolean;
  /** Expired ones are not found. */
  find<Kind extends HostedRecordKind>(kind: Kind, secret: string): HostedRecord<Kind> | null;
  /** Takes it out: of two requests at once, one gets it. */
  take<Kind extends HostedRecordKind>(kind: Kind, secret: string): HostedRecord<Kind> | null;
  /** Changes what is there, until the same time. */
  change<Kind extends HostedRecordKind>(kind: Kind, secret: string, content: HostedRecords[Kind]): void;
}

export const hostedRecordTables = `
CREATE TABLE IF NOT EXISTS cognito_hosted_records (
  kind TEXT NOT NULL,
  hash BLOB NOT NULL,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_hosted_records_by_expiry ON cognito_hosted_records (expires_at);
CREATE INDEX IF NOT EXISTS cognito_hosted_records_by_pool ON cognito_hosted_records (pool_id);
`;

export function createHostedRecordRepository(database: DatabaseSync, clock: Clock): HostedRecordRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_hosted_records (kind, hash, pool_id, content, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`);
  const select = database.prepare(
    "SELECT * FROM cognito_hosted_records WHERE kind = ? AND hash = ? AND expires_at > ?",
  );
  const take = database.prepare("DELETE FROM cognito_hosted_records WHERE kind = ? AND hash = ? RETURNING *");
  const write = database.prepare("UPDATE cognito_hosted_records SET content = ? WHERE kind = ? AND hash = ?");
  const purge = database.prepare("DELETE FROM cognito_hosted_records WHERE expires_at <= ?");

  const keepAs: HostedRecordRepository["keepAs"] = (kind, secret, { poolId, content, expiresAt }) => {
    purge.run(clock.now());
    const { changes } = insert.run(kind, secretHash(secret), poolId, JSON.stringify(content), expiresAt);
    return changes === 1;
  };

  return {
    keepAs,
    keep(kind, record) {
      const secret = randomBytes(32).toString("base64url");
      keepAs(kind, secret, record);
      return secret;
    },
    find(kind, secret) {
      const row = select.get(kind, secretHash(secret), clock.now());
      return row ? toRecord(row) : null;
    },
    take(kind, secret) {
      const row = take.get(kind, secretHash(secret));
      return row && integer(row, "expires_at") > clock.now() ? toRecord(row) : null;
    },
    change: (kind, secret, content) => {
      write.run(JSON.stringify(content), kind, secretHash(secret));
    },
  };
}

function toRecord<Kind extends HostedRecordKind>(row: Row): HostedRecord<Kind> {
  return freeze({
    poolId: text(row, "pool_id"),
    content: json(row, "content") as HostedRecords[Kind],
    expiresAt: integer(row, "expires_at"),
  }) as HostedRecord<Kind>;
}
