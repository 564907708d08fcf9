/** App clients. */

import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { checkClientQuota } from "../client-quota.ts";
import { REGISTRATION_SCOPE } from "../domain/client-registration.ts";
import { idTaken } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import { type Client, clientTypeOf } from "../state/client-repository.ts";
import type { CognitoInput, CognitoOutput } from "../wire-types.ts";
import { randomSecret } from "./client-secrets.ts";
import { resolveClientSettings } from "./client-settings.ts";

const registrationScopeRefused = (): ServiceError =>
  invalidParameter(`An app client that registered itself can't have the scope ${REGISTRATION_SCOPE}.`);

type UserPoolClientType = NonNullable<CognitoOutput<"DescribeUserPoolClient">["UserPoolClient"]>;

/**
 * A client as AWS describes it, with its first secret: the caller has AWS credentials. A secret that was added is
 * answered once, when it is made, and never here (floci-io/floci#345 measured that on AWS).
 */
function describeClient(client: Client): UserPoolClientType {
  const original = client.secrets.find(({ isAdded }) => !isAdded);
  return {
    ...client.settings,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ...(original && { ClientSecret: original.value }),
    CreationDate: new Date(client.createdAt),
    LastModifiedDate: new Date(client.modifiedAt),
    ClientType: clientTypeOf(client),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = operation("CreateUserPoolClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { fixed } = context;
  if (fixed !== undefined && context.clients.find(fixed.id) !== null) throw idTaken(fixed.id);
  checkClientQuota(context, pool);
  const secret = secretOf(input, fixed?.secret);
  const secrets = secret === null ? [] : [{ value: secret, createdAt: context.clock.now(), isAdded: false }];
  const settings = resolveClientSettings(
    input,
    { pool, hasSecret: secrets.length > 0, action: "creating" },
    context,
  );
  const client = context.clients.create(pool, {
    name: input.ClientName,
    secrets,
    settings,
    ...(fixed && { id: fixed.id }),
  });
  return { UserPoolClient: describeClient(client) };
});

function secretOf(
  { GenerateSecret, ClientSecret }: CognitoInput<"CreateUserPoolClient">,
  generated = randomSecret(),
): string | null {
  if (GenerateSecret && ClientSecret !== undefined) {
    throw invalidParameter(
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    );
  }
  return GenerateSecret ? generated : (ClientSecret ?? null);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = operation("DescribeUserPoolClient", (input, { pools, clients }) => ({
  UserPoolClient: describeClient(clients.require(input.ClientId, pools.require(input.UserPoolId))),
}));

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its default value":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html
 */
export const updateUserPoolClient = operation("UpdateUserPoolClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const target = { pool, hasSecret: client.secrets.length > 0, action: "updating" } as const;
  const { ClientType } = client.settings;
  const resolved = resolveClientSettings(input, target, context);
  if (ClientType === "DCR" && resolved.AllowedOAuthScopes?.includes(REGISTRATION_SCOPE)) {
    throw registrationScopeRefused();
  }
  const settings = { ...resolved, ...withoutUndefined({ ClientType }) };
  const updated = context.clients.update(client, { name: input.ClientName ?? client.name, settings });
  return { UserPoolClient: describeClient(updated) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = operation("DeleteUserPoolClient", (input, { pools, clients }) => {
  clients.delete(clients.require(input.ClientId, pools.require(input.UserPoolId)));
  return {};
});

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html: the filter applies to
 * a page, which may then have fewer clients or none, and still a token for the next one.
 */
export const listUserPoolClients = operation("ListUserPoolClients", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { ClientType } = input;
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserPoolClients", pool.id, ...(ClientType === undefined ? [] : [ClientType])],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after: number | null) => context.clients.list(pool, { limit, after: after ?? 0 }),
    positionOf: ({ key }) => key,
  });
  return {
    UserPoolClients: items
      .filter((client) => ClientType === undefined || clientTypeOf(client) === ClientType)
      .map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
