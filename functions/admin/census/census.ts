import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import type { Factor } from "../../../libs/schemas/mfa.ts";

/** Users whose groups are looked up. With so many, a share is off by at most about 5 %. */
const SAMPLE = 400;

/** Members that are counted one by one. The size of a larger group is estimated by its share of the sample. */
export const MAX_COUNTED = 1200;

/** What is left to read: the pool's users, then each group's members, then the active users, shard by shard. */
export type Position =
  | { readonly list: "users"; readonly token?: string | undefined }
  | {
      readonly list: "members";
      readonly groups: readonly string[];
      readonly members: number;
      readonly token?: string | undefined;
    }
  | { readonly list: "active"; readonly shard: number };

/**
 * A count of the pool's users, complete or in progress. It holds plain values only, since it is stored in the table between
 * requests.
 */
export interface Census {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Every nth user is in the sample for groups. */
  readonly stride: number;
  readonly users: number;
  readonly disabled: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly sample: { readonly users: number; readonly groups: Readonly<Record<string, number>> };
  /** Second factors of the users who were active this month, by a sample. */
  readonly mfa: {
    readonly users: number;
    readonly withMfa: number;
    readonly factors: Readonly<Record<Factor, number>>;
  };
  readonly groupSizes: Readonly<Record<string, number>>;
  /** Groups too large to count. */
  readonly largeGroups: readonly string[];
}

/** @param estimatedUsers Cognito's estimate, which decides how far apart the users of the sample are */
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

/**
 * The groups' sizes. A group that was not counted to the end is estimated by its share of the sample, and never below its
 * count.
 */
export function groupSizesOf({ groupSizes, largeGroups, sample, users }: Census) {
  return Object.entries(groupSizes).map(([group, counted]) => {
    if (!largeGroups.includes(group)) return { group, members: counted, isEstimate: false };
    const share = (sample.groups[group] ?? 0) / Math.max(1, sample.users);
    return { group, members: Math.max(counted, Math.round(share * users)), isEstimate: true };
  });
}
