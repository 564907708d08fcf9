/** A user of another system, as its export describes them, in our terms. */
import type { HashAlgorithm } from "../../../local/cognito/domain/password-hash.ts";

/** A hash in a notation that Cognito takes. Never printed. */
export interface PasswordHash {
  readonly kind: "hash";
  readonly algorithm: HashAlgorithm;
  readonly text: string;
}

export type MovingPassword =
  | PasswordHash
  /** A password that can't come along, and why. */
  | { readonly kind: "stays"; readonly reason: string }
  /** The user has none there. */
  | { readonly kind: "none" };

export interface MovingUser {
  /** Position in the export, from 1: what messages call the user, since names are personal data. */
  readonly number: number;
  /** For pools whose users sign in with a name. */
  readonly username: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  /** As they are called there. */
  readonly groups: readonly string[];
  readonly password: MovingPassword;
  /** Signs in through an identity provider alone. */
  readonly isFederated: boolean;
  /** Second factors and passkeys, which can't come along. */
  readonly factors: number;
}

/** What an operator says about an export. */
export interface ReadingOptions {
  readonly files: readonly string[];
  /** Attributes of the pool by the path in a user of the export: `user_metadata.tenant` → `custom:tenant`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The path of the groups in a user of the export; `null` for the format's own. */
  readonly groupsFrom: string | null;
}

/** @throws ScriptError for a file that is not in the format, without any of its values */
export type ReadUsers = (options: ReadingOptions) => AsyncIterable<MovingUser>;
