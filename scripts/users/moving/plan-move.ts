/** Decides what becomes of each user of an export, before anything is sent. */
import type { HashAlgorithm } from "../../../local/cognito/domain/password-hash.ts";
import { ScriptError } from "../../deployment/script-error.ts";
import type { MovingUser, PasswordHash } from "./moving-user.ts";
import type { PoolProfile } from "./pool-profile.ts";

export interface PlannedUser {
  /** Position in the export, from 1. */
  readonly number: number;
  /** The name to sign in with here. */
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly groups: readonly string[];
  readonly factors: number;
}

export type UserWithHash = PlannedUser & { readonly hash: PasswordHash };
export type UserWithoutPassword = PlannedUser & {
  readonly reason: string;
  /** Whether a password is lost, so that the operator must agree. */
  readonly isLoss: boolean;
};

interface LeftOut {
  readonly number: number;
  readonly reason: string;
}

export interface MovePlan {
  readonly withHash: ReadonlyMap<HashAlgorithm, readonly UserWithHash[]>;
  readonly withoutPassword: readonly UserWithoutPassword[];
  readonly leftOut: readonly LeftOut[];
  /** Groups of the export that are not taken over, with their numbers of members. */
  readonly otherGroups: ReadonlyMap<string, number>;
}

/** The name for everyone in {@link PlanOptions.groups}. */
const EVERYONE = "*";

export interface PlanOptions {
  readonly pool: PoolProfile;
  /** The pool's groups by those of the export: groups are permissions, so that none comes over by itself. */
  readonly groups: ReadonlyMap<string, string>;
}

const COLUMNS_OF_COGNITO = /^cognito:/;

function reasonToLeaveOut(
  { attributes, isFederated }: MovingUser,
  username: string | undefined,
  pool: PoolProfile,
) {
  if (isFederated) return "signs in through a provider: the first sign-in there creates the user";
  if (username === undefined) return "has nothing to sign in with in this pool";
  if (/\s/.test(username)) return "has a user name with white space";
  const isVerified = pool.autoVerified.some(
    (name) => attributes[name] !== undefined && attributes[`${name}_verified`] === "true",
  );
  return isVerified ? null : "has no verified address: the owner of the address can sign up";
}

function usernameIn({ usernameAttributes }: PoolProfile, { username, attributes }: MovingUser) {
  return usernameAttributes.length === 0
    ? username
    : usernameAttributes.map((name) => attributes[name]).find((address) => address !== undefined);
}

/** Why a user comes without a password; `null` for a user with a hash. */
function passwordProblem({
  password,
  enabled,
}: MovingUser): Pick<UserWithoutPassword, "reason" | "isLoss"> | null {
  if (password.kind === "none") return { reason: "has no password there", isLoss: false };
  // Between the import and the disabling, the old password would sign in.
  if (!enabled) return { reason: "is disabled, and gets no password that would sign in", isLoss: false };
  return password.kind === "stays" ? { reason: password.reason, isLoss: true } : null;
}

/** The names that must be unique in the pool. */
function uniqueNames(
  username: string,
  { attributes }: MovingUser,
  { usernameAttributes }: PoolProfile,
): readonly string[] {
  const addresses = usernameAttributes.flatMap((name) => attributes[name] ?? []);
  return [...new Set([username, ...addresses].map((name) => name.toLowerCase()))];
}

function checkAttributes(attributes: Readonly<Record<string, string>>, pool: PoolProfile): void {
  const unknown = Object.keys(attributes).find((name) => !pool.columns.includes(name));
  if (unknown !== undefined || Object.keys(attributes).some((name) => COLUMNS_OF_COGNITO.test(name))) {
    throw new ScriptError(`The pool has no attribute ${unknown ?? "of Cognito's own"}: see --attribute.`);
  }
}

/** @throws ScriptError if an attribute is not in the pool's schema */
export async function planMove(
  users: AsyncIterable<MovingUser>,
  { pool, groups: groupMap }: PlanOptions,
): Promise<MovePlan> {
  const withHash = new Map<HashAlgorithm, UserWithHash[]>();
  const withoutPassword: UserWithoutPassword[] = [];
  const leftOut: LeftOut[] = [];
  const otherGroups = new Map<string, number>();
  const takenBy = new Map<string, number>();

  function groupsOf({ groups }: MovingUser): readonly string[] {
    for (const group of groups) {
      if (!groupMap.has(group)) otherGroups.set(group, (otherGroups.get(group) ?? 0) + 1);
    }
    return [...new Set([EVERYONE, ...groups].flatMap((group) => groupMap.get(group) ?? []))];
  }

  for await (const user of users) {
    const { number, attributes, enabled, factors, password } = user;
    checkAttributes(attributes, pool);
    const username = usernameIn(pool, user);
    const reason = reasonToLeaveOut(user, username, pool);
    if (reason !== null || username === undefined) {
      leftOut.push({ number, reason: reason ?? "has nothing to sign in with in this pool" });
      continue;
    }
    const names = uniqueNames(username, user, pool);
    const other = names.map((name) => takenBy.get(name)).find((holder) => holder !== undefined);
    if (other !== undefined) {
      leftOut.push({ number, reason: `has the sign-in name of user ${other} of the export` });
      continue;
    }
    for (const name of names) takenBy.set(name, number);
    const planned = { number, username, attributes, enabled, factors, groups: groupsOf(user) };
    const problem = passwordProblem(user);
    if (problem !== null) withoutPassword.push({ ...planned, ...problem });
    else if (password.kind === "hash") {
      const same = withHash.get(password.algorithm) ?? [];
      withHash.set(password.algorithm, same);
      same.push({ ...planned, hash: password });
    }
  }
  return { withHash, withoutPassword, leftOut, otherGroups };
}

/** The users whose passwords are lost if they are imported. */
export const losses = ({ withoutPassword }: MovePlan): readonly UserWithoutPassword[] =>
  withoutPassword.filter(({ isLoss }) => isLoss);
