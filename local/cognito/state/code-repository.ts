import type { User } from "./user-repository.ts";

/** What a code is for: `sign-up`, `forgot-password`, `attribute:email`, `mfa`… One live code each. */
export type CodePurpose = string;

/** A one-time code that is out. Only its hash is kept. Times are milliseconds since the Unix epoch. */
export interface StoredCode {
  readonly purpose: CodePurpose;
  readonly hash: Buffer;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Wrong tries so far. */
  readonly attempts: number;
}

export interface CodeRepository {
  /** Replaces the code of that purpose, tries start again. */
  put(user: User, code: Pick<StoredCode, "purpose" | "hash" | "expiresAt">): void;
  find(user: User, purpose: CodePurpose): StoredCode | null;
  /** Counts a wrong try. */
  countAttempt(user: User, purpose: CodePurpose): void;
  delete(user: User, purpose: CodePurpose): void;
}
