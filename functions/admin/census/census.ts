import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import type { Factor } from "../../../libs/schemas/mfa.ts";

/** Users whose groups are looked up; about 5 % is the most that a share of so many is off by. */
const SAMPLE = 400;

/** Members that are counted one by one; a larger group is estimated by its share of the sample. */
export const MAX_COUNTED = 1200;

/** What is left to read: the pool's users, then each group's members, then who was active, shard by shard. */
export type Position =
  | { readonly list: "users"; readonly token?: string | undefined }
  | {
      readonly list: "members";
      readonly groups: readonly string[];
      readonly members: number;
      readonly token?: string | undefined;
    }
  | { readonly list: "active"; readonly shard: number };

/** A count of the pool's users, whole or under way. Plain values alone: it is kept in the table between requests. */
export interface Census {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Every so many-th user is in the sample of groups. */
  readonly stride: number;
  readonly users: number;
  readonly disabled: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly sample: { readonly users: number; readonly groups: Readonly<Record<string, number>> };
  /** Of so many users who were active this month, how many have which second factor. */
  readonly mfa: {
    readonly users: number;
    readonly withMfa: number;
    readonly factors: Readonly<Record<Factor, number>>;
  };
  readonly groupSizes: Readonly<Record<string, number>>;
  /** Groups too large to count. */
  readonly largeGroups: readonly string[];
}

/** @param estimatedUsers as Cognito estimates them: they decide how far apart the sample's users are */
export function beginCensus(estimatedUsers: number, now: number): Census {
  return {
    startedAt: now,
    stride: Math.max(1, Math.ceil(estimatedUsers / SAMPLE)),
    users: 0,
    disabled: 0,
    byStatus: {},
    sample: { users: 0, groups: {} },
    mfa: { users: 0, withMfa: 0, factors: { totp: 0, sms: 0, email: 0 } },
    groupSizes: {},
    largeGroups: [],
  };
}

/** Which of the next users are in the sample. */
export function sampleOf({ users, stride }: Census, next: readonly UserType[]): readonly UserType[] {
  return next.filter((_, index) => (users + index) % stride === 0);
}

function addAll<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  names: readonly Name[],
): Record<Name, number> {
  const sums: Record<Name, number> = { ...counts };
  for (const name of names) sums[name] = (sums[name] ?? 0) + 1;
  return sums;
}

/** Counts a page of users. @param sampled the groups of each of those in the sample */
export function addUsers(
  census: Census,
  page: readonly UserType[],
  sampled: readonly (readonly string[])[],
): Census {
  const { sample } = census;
  return {
    ...census,
    users: census.users + page.length,
    disabled: census.disabled + page.filter(({ Enabled }) => Enabled === false).length,
    byStatus: addAll<string>(
      census.byStatus,
      page.map(({ UserStatus }) => UserStatus ?? "UNKNOWN"),
    ),
    sample: {
      users: sample.users + sampled.length,
      groups: addAll<string>(sample.groups, sampled.flat()),
    },
  };
}

/** Counts active users by their second factors. @param factors those of each */
export function addFactors(census: Census, factors: readonly (readonly Factor[])[]): Census {
  const { mfa } = census;
  return {
    ...census,
    mfa: {
      users: mfa.users + factors.length,
      withMfa: mfa.withMfa + factors.filter((some) => some.length > 0).length,
      factors: addAll(mfa.factors, factors.flat()),
    },
  };
}

/** Notes how many members a group has. */
export function addGroup(
  census: Census,
  group: string,
  { members, isWhole }: { readonly members: number; readonly isWhole: boolean },
): Census {
  return {
    ...census,
    groupSizes: { ...census.groupSizes, [group]: members },
    largeGroups: isWhole ? census.largeGroups : [...census.largeGroups, group],
  };
}

/** The groups' sizes; those that were not counted to the end by their share of the sample, and never less than was counted. */
export function groupSizesOf({ groupSizes, largeGroups, sample, users }: Census) {
  return Object.entries(groupSizes).map(([group, counted]) => {
    if (!largeGroups.includes(group)) return { group, members: counted, isEstimate: false };
    const share = (sample.groups[group] ?? 0) / Math.max(1, sample.users);
    return { group, members: Math.max(counted, Math.round(share * users)), isEstimate: true };
  });
}
