import {
  AdminGetUserCommand,
  DescribeUserPoolCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito, callCognito } from "../../../libs/cognito/call-cognito.ts";
import { describeMfa } from "../../../libs/cognito/describe-mfa.ts";
import { environment } from "../environment.ts";
import { loadGroupsOf } from "../load-groups-of.ts";
import {
  addGroup,
  addUsers,
  beginCensus,
  type Census,
  MOST_COUNTED,
  type Position,
  type Sampled,
  sampleOf,
} from "./census.ts";

/** The most that the pool gives at once. */
const PAGE = 60;

/** Users looked up at a time. */
const PARALLEL = 8;

/** A census and where it goes on; without a position it is whole. */
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

/** @returns nothing where the user has gone meanwhile */
async function lookUp({ Username = "" }: UserType): Promise<readonly Sampled[]> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const user = await attemptCognito(new AdminGetUserCommand({ UserPoolId, Username }), [
    "UserNotFoundException",
  ]);
  if (user === undefined) return [];
  return [{ factors: describeMfa(user).enabled, groups: await loadGroupsOf(Username) }];
}

async function lookUpAll(users: readonly UserType[]): Promise<readonly Sampled[]> {
  const sampled: Sampled[] = [];
  for (let start = 0; start < users.length; start += PARALLEL) {
    const batch = users.slice(start, start + PARALLEL);
    sampled.push(...(await Promise.all(batch.map(lookUp))).flat());
  }
  return sampled;
}

/** All groups there are, as names; a pool has up to 10,000, of which the first sixty are shown. */
async function firstMembers(): Promise<Position | undefined> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const { Groups = [] } = await callCognito(new ListGroupsCommand({ UserPoolId, Limit: PAGE }));
  return nextGroup(Groups.flatMap(({ GroupName }) => GroupName ?? []));
}

const nextGroup = (groups: readonly string[]): Position | undefined =>
  groups.length === 0 ? undefined : { list: "members", groups, members: 0 };

async function readUsers(census: Census, token: string | undefined): Promise<Progress> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const { Users = [], PaginationToken } = await callCognito(
    new ListUsersCommand({ UserPoolId, Limit: PAGE, PaginationToken: token }),
  );
  const counted = addUsers(census, Users, await lookUpAll(sampleOf(census, Users)));
  const position = PaginationToken === undefined ? await firstMembers() : undefined;
  return {
    census: counted,
    position: PaginationToken === undefined ? position : { list: "users", token: PaginationToken },
  };
}

async function readMembers(
  census: Census,
  { groups, members, token }: Extract<Position, { list: "members" }>,
): Promise<Progress> {
  const { USER_POOL_ID: UserPoolId } = environment();
  const [GroupName, ...others] = groups;
  if (GroupName === undefined) return { census };
  const page = await attemptCognito(
    new ListUsersInGroupCommand({ UserPoolId, GroupName, Limit: PAGE, NextToken: token }),
    ["ResourceNotFoundException"],
  );
  if (page === undefined) return { census, position: nextGroup(others) };
  const counted = members + (page.Users?.length ?? 0);
  const isWhole = page.NextToken === undefined;
  if (!isWhole && counted < MOST_COUNTED) {
    return { census, position: { list: "members", groups, members: counted, token: page.NextToken } };
  }
  return {
    census: addGroup(census, GroupName, { members: counted, isWhole }),
    position: nextGroup(others),
  };
}

/** Reads one more page of the pool. */
export function readOn({ census, position }: Progress): Promise<Progress> | Progress {
  if (position === undefined) return { census };
  return position.list === "users" ? readUsers(census, position.token) : readMembers(census, position);
}
