/** Reads the settings of a live pool that the comparison needs. It changes nothing and reads no users. */
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type GroupType,
  type ProviderDescription,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListUserPoolClients,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScriptError } from "../deployment/script-error.ts";
import type { LivePool } from "./deployed-state.ts";

/** Finds a client of the template: by id if the stack has it, otherwise by name. */
export interface WantedClient {
  readonly logicalId: string;
  readonly clientId: string | undefined;
  readonly name: string | undefined;
}

/** @throws ScriptError if the pool does not exist */
export async function loadPool(
  cognito: CognitoIdentityProviderClient,
  { poolId, clients }: { readonly poolId: string; readonly clients: readonly WantedClient[] },
): Promise<LivePool> {
  const { UserPool } = await cognito
    .send(new DescribeUserPoolCommand({ UserPoolId: poolId }))
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
      throw new ScriptError(`User pool ${poolId} does not exist there: ${error.message}`);
    });
  if (UserPool === undefined) throw new ScriptError(`User pool ${poolId} does not exist there.`);
  const { WebAuthnConfiguration } = await cognito.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: poolId }),
  );
  return {
    pool: UserPool,
    relyingPartyId: WebAuthnConfiguration?.RelyingPartyId,
    clients: await loadClients(cognito, { poolId, clients }),
    groups: await loadGroups(cognito, poolId),
    providers: await loadProviders(cognito, poolId),
  };
}

async function loadClients(
  client: CognitoIdentityProviderClient,
  { poolId, clients }: { readonly poolId: string; readonly clients: readonly WantedClient[] },
): Promise<Map<string, UserPoolClientType>> {
  const found = new Map<string, UserPoolClientType>();
  for await (const page of paginateListUserPoolClients({ client }, { UserPoolId: poolId, MaxResults: 60 })) {
    for (const { ClientId, ClientName } of page.UserPoolClients ?? []) {
      const wanted = clients.find(({ clientId, name }) =>
        clientId === undefined ? name === ClientName : clientId === ClientId,
      );
      if (wanted === undefined) continue;
      const { UserPoolClient } = await client.send(
        new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId }),
      );
      if (UserPoolClient !== undefined) found.set(wanted.logicalId, UserPoolClient);
    }
  }
  return found;
}

async function loadGroups(client: CognitoIdentityProviderClient, poolId: string): Promise<GroupType[]> {
  const groups: GroupType[] = [];
  for await (const page of paginateListGroups({ client }, { UserPoolId: poolId })) {
    groups.push(...(page.Groups ?? []));
  }
  return groups;
}

async function loadProviders(
  client: CognitoIdentityProviderClient,
  poolId: string,
): Promise<ProviderDescription[]> {
  const providers: ProviderDescription[] = [];
  for await (const page of paginateListIdentityProviders({ client }, { UserPoolId: poolId })) {
    providers.push(...(page.Providers ?? []));
  }
  return providers;
}
