import {
  DescribeUserPoolCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { activePartition, SHARDS } from "../../../libs/activity/activity-keys.ts";
import { monthOf } from "../../../libs/activity/days.ts";
import { attemptCognito, callCognito } from "../../../libs/cognito/call-cognito.ts";
import { describeMfa } from "../../../libs/cognito/second-factors.ts";
import { ApiError } from "../../../libs/http/api-error.ts";
import { table } from "../administration.ts";
import { environment } from "../environment.ts";
import { loadGroupsOf } from "../load-groups-of.ts";
import { loadUser } from "../load-user.ts";
import {
  addFactors,
  addGroup,
  addUsers,
  beginCensus,
  type Census,
  MAX_COUNTED,
  type Position,
  sampleOf,
} from "./census.ts";

/** The maximum page size of the pool. */
const PAGE = 60;

/** Users looked up at a time. */
const PARALLEL = 8;

/** Four hundred over all shards. With so many, a share is off by at most about 5 %. */
const ACTIVE_PER_SHARD = 50;

/** A census and where it continues; without a position it is complete. */
export interface Progress {
  readonly census: Census;
  readonly position?: Position | undefined;
}

/** Cognito's estimate of how many users there are. */
export async function estimateUsers(): Promise<number> {
  const { UserPool } = await callCognito(
    new DescribeUserPoolCommand({ UserPoolId: environment().USER_POOL_ID }),
  );
  return UserPool?.EstimatedNumberOfUsers ?? 0;
}

export function begin(estimatedUsers: number, now: number): Progress {
  return { census: beginCensus(estimatedUsers, now), position: { list: "users" } };
}

async function inTurns<Value, Found>(
  values: readonly Value[],
  find: (value: Value) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < values.length; start += PARALLEL) {
    const batch = values.slice(start, start + PARALLEL);
    found.push(...(await Promise.all(batch.map(find))).flat());
  }
  return found;
}

/** Empty if a user was deleted meanwhile. */
async function unlessGone<Value>(work: Promise<Value>): Promise<readonly Value[]> {
  try {
    return [await work];
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_found") return [];
    throw error;
  }
}

/** The first sixty groups; a pool has up to 10,000. */
async function firstMembers(): Promise<Position> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const { Groups = [] } = await callCognito(new ListGroupsCommand({ UserPoolId, Limit: PAGE }));
  return nextGroup(Groups.flatMap(({ GroupName }) => GroupName ?? []));
}

const nextGroup = (groups: readonly string[]): Position =>
  groups.length === 0 ? { list: "active", shard: 0 } : { list: "members", groups, members: 0 };

async function readUsers(census: Census, token: string | undefined): Promise<Progress> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const { Users = [], PaginationToken } = await callCognito(
    new ListUsersCommand({ UserPoolId, Limit: PAGE, PaginationToken: token }),
  );
  const groups = await inTurns(sampleOf(census, Users), ({ Username = "" }) =>
    unlessGone(loadGroupsOf(Username)),
  );
  return {
    census: addUsers(census, Users, groups),
    position:
      PaginationToken === undefined ? await firstMembers() : { list: "users", token: PaginationToken },
  };
}

async function readMembers(
  census: Census,
  { groups, members, token }: Extract<Position, { list: "members" }>,
): Promise<Progress> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const [GroupName, ...others] = groups;
  if (GroupName === undefined) return { census, position: nextGroup([]) };
  const page = await attemptCognito(
    new ListUsersInGroupCommand({ UserPoolId, GroupName, Limit: PAGE, NextToken: token }),
    ["ResourceNotFoundException"],
  );
  if (page === undefined) return { census, position: nextGroup(others) };
  const counted = members + (page.Users?.length ?? 0);
  const isWhole = page.NextToken === undefined;
  if (!isWhole && counted < MAX_COUNTED) {
    return { census, position: { list: "members", groups, members: counted, token: page.NextToken } };
  }
  return {
    census: addGroup(census, GroupName, { members: counted, isWhole }),
    position: nextGroup(others),
  };
}

/**
 * Some of the users who were active this month: the first of each shard, which is as random as ids are. No other user is looked
 * up, because Cognito bills every user that AdminGetUser reads as active in the month.
 */
async function readActive(
  census: Census,
  { shard }: Extract<Position, { list: "active" }>,
): Promise<Progress> {
  const { items } = await table().query({
    partition: activePartition(monthOf(census.startedAt), shard),
    order: "oldest first",
    limit: ACTIVE_PER_SHARD,
  });
  const users = await inTurns(items, ({ SK }) => unlessGone(loadUser(SK)));
  const next = shard + 1;
  return {
    census: addFactors(
      census,
      users.map(({ mfaSettings }) => describeMfa(mfaSettings).enabled),
    ),
    position: next < SHARDS ? { list: "active", shard: next } : undefined,
  };
}

/** Reads one more page of the pool or the table. */
export function readOn({ census, position }: Progress): Promise<Progress> | Progress {
  switch (position?.list) {
    case "users":
      return readUsers(census, position.token);
    case "members":
      return readMembers(census, position);
    case "active":
      return readActive(census, position);
    case undefined:
      return { census };
  }
}
