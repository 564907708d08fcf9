/** Reads a pool's users page by page. It changes nothing. */
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Quotas } from "./quotas.ts";
import { MFA_FACTORS, type UserRecord } from "./user-record.ts";

/** ListUsers and ListUsersInGroup answer at most 60. */
const PAGE_SIZE = 60;

export interface ExportSource {
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly quotas: Quotas;
  /** Whether to read each user's second factors: one more call per user, and AdminGetUser makes the user count as active this month. */
  readonly withMfa: boolean;
}

export interface ExportPage {
  readonly records: readonly UserRecord[];
  /** Where the next page begins, for an hour; `null` after the last one. */
  readonly next: string | null;
}

/** @param from the `next` of the previous page */
export async function* exportUsers(
  source: ExportSource,
  from: string | null = null,
): AsyncGenerator<ExportPage> {
  const memberships = await loadMemberships(source);
  const { cognito, poolId, quotas } = source;
  let next = from;
  do {
    await quotas.take("UserList");
    const { Users = [], PaginationToken } = await cognito.send(
      new ListUsersCommand({
        UserPoolId: poolId,
        Limit: PAGE_SIZE,
        ...(next === null ? {} : { PaginationToken: next }),
      }),
    );
    next = PaginationToken ?? null;
    const records = await Promise.all(Users.map((user) => describe(user, { source, memberships })));
    yield { records, next };
  } while (next !== null);
}

type Memberships = ReadonlyMap<string, readonly string[]>;

/**
 * The groups of all users. They are read group by group, one page of members at a time; user by user it would be one call per
 * user.
 */
async function loadMemberships(source: ExportSource): Promise<Memberships> {
  const memberships = new Map<string, string[]>();
  for await (const group of groupNames(source)) {
    for await (const username of membersOf(group, source)) {
      const groups = memberships.get(username);
      if (groups === undefined) memberships.set(username, [group]);
      else groups.push(group);
    }
  }
  return memberships;
}

async function* groupNames({ cognito, poolId, quotas }: ExportSource): AsyncGenerator<string> {
  let next: string | undefined;
  do {
    await quotas.take("UserList");
    const { Groups = [], NextToken } = await cognito.send(
      new ListGroupsCommand({ UserPoolId: poolId, Limit: PAGE_SIZE, NextToken: next }),
    );
    for (const { GroupName } of Groups) if (GroupName !== undefined) yield GroupName;
    next = NextToken;
  } while (next !== undefined);
}

async function* membersOf(group: string, { cognito, poolId, quotas }: ExportSource): AsyncGenerator<string> {
  let next: string | undefined;
  do {
    await quotas.take("UserList");
    const { Users = [], NextToken } = await cognito.send(
      new ListUsersInGroupCommand({
        UserPoolId: poolId,
        GroupName: group,
        Limit: PAGE_SIZE,
        NextToken: next,
      }),
    );
    for (const { Username } of Users) if (Username !== undefined) yield Username;
    next = NextToken;
  } while (next !== undefined);
}

async function describe(
  { Username = "", UserStatus, Enabled = true, UserCreateDate, Attributes = [] }: UserType,
  { source, memberships }: { readonly source: ExportSource; readonly memberships: Memberships },
): Promise<UserRecord> {
  const attributes = Attributes.map(({ Name = "", Value = "" }) => [Name, Value] as const);
  return {
    username: Username,
    status: UserStatus ?? "UNKNOWN",
    enabled: Enabled,
    createdAt: (UserCreateDate ?? new Date(0)).toISOString(),
    attributes: Object.fromEntries(attributes),
    groups: [...(memberships.get(Username) ?? [])],
    ...(source.withMfa ? { mfa: await loadMfa(Username, source) } : {}),
  };
}

async function loadMfa(
  username: string,
  { cognito, poolId, quotas }: ExportSource,
): Promise<NonNullable<UserRecord["mfa"]>> {
  await quotas.take("UserRead");
  const { UserMFASettingList = [], PreferredMfaSetting } = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: poolId, Username: username }),
  );
  return {
    enabled: MFA_FACTORS.filter((factor) => UserMFASettingList.includes(factor)),
    preferred: MFA_FACTORS.find((factor) => factor === PreferredMfaSetting) ?? null,
  };
}
