/**
 * Cognito's own operations, called on the local cloud as an SDK does: JSON 1.1, and a request that looks signed. The local cloud requires
 * credentials, and accepts any.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ApiFailure } from "../../../api/problem.ts";
import { sendRequest } from "../../../api/send.ts";
import { LocalRefused } from "../laptop/local-api.ts";
import type { Members } from "./members.ts";

export interface Pool {
  readonly Id: string;
  readonly Name: string;
}

export interface PoolUser {
  readonly Username: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value?: string }[];
  readonly Enabled?: boolean;
  readonly UserStatus?: string;
  /** Seconds since 1970. */
  readonly UserCreateDate?: number;
}

export interface Group {
  readonly GroupName: string;
  readonly Description?: string;
  readonly Precedence?: number;
  readonly RoleArn?: string;
}

export interface Client {
  readonly ClientId: string;
  readonly ClientName: string;
}

/** A client of a list, with its type, which lists leave out. */
export interface ListedClient extends Client {
  /** It came by dynamic client registration. */
  readonly isRegistered: boolean;
}

export interface Provider {
  readonly ProviderName: string;
  readonly ProviderType: string;
}

const CREDENTIALS =
  "AWS4-HMAC-SHA256 Credential=console/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-target, Signature=00";

/** @throws LocalRefused with Cognito's own message; ApiFailure for any other failure */
export async function askCognito<Output = Members>(
  operation: string,
  input: Members,
  signal?: AbortSignal,
): Promise<Output> {
  const response = await sendRequest(
    new Request("/_cloud/", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
        authorization: CREDENTIALS,
      },
      body: JSON.stringify(input),
      ...(signal && { signal }),
    }),
  );
  const text = await response.text();
  if (response.ok) return (text === "" ? {} : JSON.parse(text)) as Output;
  const refused = readRefusal(text);
  if (refused !== undefined) throw new LocalRefused(response.status, refused);
  throw new ApiFailure("service_unavailable", { status: response.status });
}

function readRefusal(text: string): string | undefined {
  try {
    const { __type, message } = JSON.parse(text) as { readonly __type?: string; readonly message?: string };
    if (__type === undefined) return message;
    const name = __type.replace(/^.*#/, "");
    return message === undefined ? name : `${name}: ${message}`;
  } catch {
    return undefined;
  }
}

/** All pages of a list that is never long. */
async function listAll<Item>(
  operation: string,
  { input, items, limit, signal }: { input: Members; items: string; limit: Members; signal: AbortSignal },
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const page: Members = await askCognito(
      operation,
      { ...input, ...limit, ...(token !== undefined && { NextToken: token }) },
      signal,
    );
    all.push(...((page[items] ?? []) as readonly Item[]));
    token = page.NextToken as string | undefined;
  } while (token !== undefined);
  return all;
}

export const POOLS_KEY = ["local", "pools"] as const;

const keyOf = (pool: string, ...rest: readonly unknown[]) => [...POOLS_KEY, pool, ...rest];

export const poolsQuery = queryOptions({
  queryKey: POOLS_KEY,
  queryFn: ({ signal }) =>
    listAll<Pool>("ListUserPools", { input: {}, items: "UserPools", limit: { MaxResults: 60 }, signal }),
});

export const poolQuery = (pool: string) =>
  queryOptions({
    queryKey: keyOf(pool, "description"),
    queryFn: async ({ signal }) =>
      (await askCognito<{ readonly UserPool: Members }>("DescribeUserPool", { UserPoolId: pool }, signal))
        .UserPool,
    placeholderData: undefined,
  });

const listQuery = <Item>(pool: string, operation: string, items: string, limit: Members) =>
  queryOptions({
    queryKey: keyOf(pool, items),
    queryFn: ({ signal }) => listAll<Item>(operation, { input: { UserPoolId: pool }, items, limit, signal }),
    placeholderData: undefined,
  });

export const clientsQuery = (pool: string) =>
  queryOptions({
    queryKey: keyOf(pool, "UserPoolClients"),
    queryFn: async ({ signal }): Promise<readonly ListedClient[]> => {
      const list = (type: Members) =>
        listAll<Client>("ListUserPoolClients", {
          input: { UserPoolId: pool, ...type },
          items: "UserPoolClients",
          limit: { MaxResults: 60 },
          signal,
        });
      const [all, registered] = await Promise.all([list({}), list({ ClientType: "DCR" })]);
      const ids = new Set(registered.map(({ ClientId }) => ClientId));
      return all.map((client) => ({ ...client, isRegistered: ids.has(client.ClientId) }));
    },
    placeholderData: undefined,
  });
export const groupsQuery = (pool: string) => listQuery<Group>(pool, "ListGroups", "Groups", { Limit: 60 });
export const providersQuery = (pool: string) =>
  listQuery<Provider>(pool, "ListIdentityProviders", "Providers", { MaxResults: 60 });

export const clientQuery = (pool: string, id: string) =>
  queryOptions({
    queryKey: keyOf(pool, "client", id),
    queryFn: async ({ signal }) => {
      const input = { UserPoolId: pool, ClientId: id };
      const { UserPoolClient } = await askCognito("DescribeUserPoolClient", input, signal);
      return UserPoolClient as Members;
    },
    placeholderData: undefined,
  });

export const providerQuery = (pool: string, name: string) =>
  queryOptions({
    queryKey: keyOf(pool, "provider", name),
    queryFn: async ({ signal }) => {
      const input = { UserPoolId: pool, ProviderName: name };
      const { IdentityProvider } = await askCognito("DescribeIdentityProvider", input, signal);
      return IdentityProvider as Members;
    },
    placeholderData: undefined,
  });

/** ListUsers filters by one attribute, from its beginning: an address, a number with its `+`, or the whole of a `sub`. */
function filterOf(words: string): string {
  const quoted = words.replace(/["\\]/g, "\\$&");
  if (words.startsWith("+")) return `phone_number ^= "${quoted}"`;
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(words)
    ? `sub = "${quoted}"`
    : `email ^= "${quoted}"`;
}

export const usersQuery = (pool: string, words: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(pool, "users", words),
    queryFn: ({ pageParam, signal }) =>
      askCognito<{ readonly Users: readonly PoolUser[]; readonly PaginationToken?: string }>(
        "ListUsers",
        {
          UserPoolId: pool,
          Limit: 60,
          ...(words.trim() !== "" && { Filter: filterOf(words.trim()) }),
          ...(pageParam !== null && { PaginationToken: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ PaginationToken }) => PaginationToken ?? null,
  });

export const membersQuery = (pool: string, group: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(pool, "members", group),
    queryFn: ({ pageParam, signal }) =>
      askCognito<{ readonly Users: readonly PoolUser[]; readonly NextToken?: string }>(
        "ListUsersInGroup",
        {
          UserPoolId: pool,
          GroupName: group,
          Limit: 60,
          ...(pageParam !== null && { NextToken: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ NextToken }) => NextToken ?? null,
    placeholderData: undefined,
  });

export interface UserDetail {
  readonly user: PoolUser & { readonly UserMFASettingList?: readonly string[] };
  readonly groups: readonly string[];
}

interface Described extends Omit<UserDetail["user"], "Attributes"> {
  readonly UserAttributes?: PoolUser["Attributes"];
}

export const userQuery = (pool: string, name: string) =>
  queryOptions({
    queryKey: keyOf(pool, "user", name),
    queryFn: async ({ signal }): Promise<UserDetail> => {
      const input = { UserPoolId: pool, Username: name };
      const [{ UserAttributes = [], ...user }, groups] = await Promise.all([
        askCognito<Described>("AdminGetUser", input, signal),
        listAll<Group>("AdminListGroupsForUser", { input, items: "Groups", limit: { Limit: 60 }, signal }),
      ]);
      return {
        user: { ...user, Attributes: UserAttributes },
        groups: groups.map(({ GroupName }) => GroupName),
      };
    },
    placeholderData: undefined,
  });

export const attributeOf = ({ Attributes = [] }: PoolUser, name: string): string | undefined =>
  Attributes.find(({ Name }) => Name === name)?.Value;

/** A readable name of a user. */
export const nameOf = (user: PoolUser): string =>
  attributeOf(user, "email") ?? attributeOf(user, "phone_number") ?? user.Username;
