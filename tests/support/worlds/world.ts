import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { cognitoClient } from "../clients/cognito-client.ts";
import { createActivityTable } from "./activity-table.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type ClientSettings, createClient, createPool, type PoolSettings } from "./cognito-pool.ts";
import { startTestCloud, type TestCloud, type TestCloudOptions } from "./test-cloud.ts";

/** A local cloud with a pool and a client; it is closed when the test file is through. */
export interface World {
  readonly cloud: TestCloud;
  /** A client with credentials, as an administrator has. */
  readonly admin: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly clientId: string;
}

export interface WorldSettings extends TestCloudOptions {
  readonly pool?: PoolSettings;
  /** The client's settings; a function is called when the pool is there, and may make what the client refers to. */
  readonly client?: ClientSettings | ((world: Omit<World, "clientId">) => Promise<ClientSettings>);
  /** Whether there is an activity table. */
  readonly table?: boolean;
}

/** What every world with more than Cognito begins with. */
export async function startWorld({
  pool,
  client = {},
  table = false,
  ...options
}: WorldSettings = {}): Promise<World> {
  const cloud = closeAtEnd(await startTestCloud(options));
  if (table) await createActivityTable(cloud.endpoint);
  const admin = closeAtEnd(cognitoClient(cloud.endpoint));
  const poolId = await createPool({ admin }, pool);
  const settings = typeof client === "function" ? await client({ cloud, admin, poolId }) : client;
  return { cloud, admin, poolId, clientId: await createClient({ admin }, poolId, settings) };
}
