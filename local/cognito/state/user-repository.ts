import type { Pool } from "./pool-repository.ts";

export type UserStatus =
  | "UNCONFIRMED"
  | "CONFIRMED"
  | "FORCE_CHANGE_PASSWORD"
  | "RESET_REQUIRED"
  | "EXTERNAL_PROVIDER";

/** A user of a pool. Times are milliseconds since the Unix epoch. */
export interface User {
  /** The row's number: grows with creation, never travels. */
  readonly key: number;
  readonly poolId: string;
  /** As it was given; equal to `sub` in a pool with UsernameAttributes. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** All attributes but `sub`, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Tokens issued before this moment are revoked (GlobalSignOut). `null`: never signed out. */
  readonly signedOutAt: number | null;
}

/** What the pool keeps instead of a password: Cognito's SRP salt and verifier, big-endian without leading zeros. */
export interface Credentials {
  readonly salt: Buffer;
  readonly verifier: Buffer;
  /** When it was set: a temporary password runs out. */
  readonly setAt: number;
}

export interface NewUser {
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly attributes: Readonly<Record<string, string>>;
  readonly credentials: Omit<Credentials, "setAt"> | null;
}

export interface UserChanges {
  /** The whole new set, not a patch. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status?: UserStatus;
  readonly enabled?: boolean;
  readonly signedOutAt?: number;
  readonly credentials?: Omit<Credentials, "setAt">;
}

/** `steal`: an alias that another user holds moves here and becomes unverified there (ForceAliasCreation). */
export type AliasConflict = "refuse" | "steal";

export interface UserRepository {
  /**
   * By username, `sub` or alias (e-mail, phone, preferred username where the pool has them as sign-in names).
   * @throws ServiceError UserNotFoundException, with AWS's text.
   */
  require(pool: Pool, username: string): User;
  /** The same, answering `null`. */
  find(pool: Pool, username: string): User | null;
  /** By row number, as sessions and refresh tokens hold it; `null` once deleted. */
  byKey(key: number): User | null;
  /**
   * Writes user, credentials and aliases at once; the database decides who wins a race.
   * @throws ServiceError UsernameExistsException, AliasExistsException.
   */
  create(pool: Pool, user: NewUser, onAliasConflict?: AliasConflict): User;
  /**
   * Writes the changes and the aliases they imply; touches `modifiedAt`.
   * @throws ServiceError AliasExistsException.
   */
  update(pool: Pool, user: User, changes: UserChanges, onAliasConflict?: AliasConflict): User;
  delete(user: User): void;
  /** `null` for a user without a password. */
  credentials(user: User): Credentials | null;
  /** How many users the pool has (EstimatedNumberOfUsers). */
  count(pool: Pool): number;
}
