/** The running stack's addresses, and the ids of its resources, for developers. */
import type { CognitoService } from "../cognito/cognito-service.ts";
import { issuerUrl } from "../cognito/oidc/issuer.ts";
import type { DemoUser, DemoUsers } from "../demo-users/demo-users.ts";
import { localCredentials } from "../local-credentials.ts";
import type { ProvisionedStack } from "../template/provision.ts";

/** The addresses of a running stack, without a slash at their end. */
export interface StackAddresses {
  /** The HTTP API. */
  readonly api: string;
  /** The API's documentation; missing if there is none. */
  readonly apiDocs?: string;
  /** The web console; missing if it is not served. */
  readonly console?: string;
}

/** The plugin's data about the running stack. */
export interface RunningStack {
  readonly stackName: string;
  readonly region: string;
  readonly addresses: StackAddresses;
  readonly userPoolId: string | null;
  /** In the template's order. */
  readonly clientIds: readonly string[];
  readonly identityPoolId: string | null;
}

interface AppClient {
  readonly id: string;
  readonly name: string;
  /** `null` for a public client. */
  readonly secret: string | null;
}

export interface StackDescription {
  readonly name: string;
  readonly region: string;
  readonly addresses: Readonly<
    Record<"startPage" | "api" | "cloud" | "inbox" | "traces" | "amplifyOutputs" | "env", string> &
      Partial<Record<"apiDocs" | "console", string>>
  >;
  readonly userPoolId: string | null;
  readonly issuer: string | null;
  readonly clients: readonly AppClient[];
  readonly identityPoolId: string | null;
  readonly demoUsers: readonly DemoUser[];
}

/** The template's resources. With several pools, the first one and its clients are used. */
export function runningStack(
  { resourcesOf }: ProvisionedStack,
  names: Pick<RunningStack, "stackName" | "region" | "addresses">,
): RunningStack {
  const [userPoolId = null] = resourcesOf("AWS::Cognito::UserPool");
  const [identityPoolId = null] = resourcesOf("AWS::Cognito::IdentityPool");
  return { ...names, userPoolId, identityPoolId, clientIds: resourcesOf("AWS::Cognito::UserPoolClient") };
}

/** @param endpoint base URL of the cloud, without a slash at its end */
export async function describeStack(
  { stackName, region, addresses, userPoolId, clientIds, identityPoolId }: RunningStack,
  {
    endpoint,
    cognito,
    demoUsers,
  }: { readonly endpoint: string; readonly cognito: CognitoService; readonly demoUsers: DemoUsers },
): Promise<StackDescription> {
  const pool = userPoolId === null ? null : cognito.context.pools.find(userPoolId);
  return {
    name: stackName,
    region,
    addresses: {
      startPage: `${endpoint}/`,
      ...addresses,
      cloud: endpoint,
      inbox: `${endpoint}/_local/inbox`,
      traces: `${endpoint}/_local/traces`,
      amplifyOutputs: `${endpoint}/_local/amplify_outputs.json`,
      env: `${endpoint}/_local/env`,
    },
    userPoolId,
    issuer: pool && issuerUrl(endpoint, pool.id, pool.settings.IssuerConfiguration?.Type),
    clients: userPoolId === null ? [] : await clientsOf(cognito, userPoolId, clientIds),
    identityPoolId,
    demoUsers: userPoolId === null ? [] : await demoUsers.list(userPoolId),
  };
}

/** The pool's existing demo users. */
async function clientsOf(
  { context, call }: CognitoService,
  UserPoolId: string,
  ids: readonly string[],
): Promise<AppClient[]> {
  const there = ids.filter((id) => context.clients.find(id)?.poolId === UserPoolId);
  return Promise.all(
    there.map(async (ClientId) => {
      const { UserPoolClient } = await call("DescribeUserPoolClient", { UserPoolId, ClientId });
      return {
        id: ClientId,
        name: UserPoolClient?.ClientName ?? "",
        secret: UserPoolClient?.ClientSecret ?? null,
      };
    }),
  );
}

/** The client for browsers and mobile apps: the first without a secret. */
export const publicClientOf = ({ clients }: StackDescription): AppClient | undefined =>
  clients.find(({ secret }) => secret === null);

/**
 * The stack as lines of an `.env` file. The endpoint is an address and not `localhost`: with an address, S3 clients use path
 * style automatically. Issuers are `localhost` nevertheless.
 *
 * @param prefix for a bundler that passes on only such variables (`VITE_`, `NEXT_PUBLIC_`): only public values for an app in a
 * browser
 */
export function environmentLines(stack: StackDescription, prefix = ""): string {
  const { accessKeyId, secretAccessKey } = localCredentials;
  const forApps = {
    API_URL: stack.addresses.api,
    ...(stack.userPoolId !== null && { USER_POOL_ID: stack.userPoolId }),
    ...(stack.issuer !== null && { USER_POOL_ISSUER: stack.issuer }),
    USER_POOL_CLIENT_ID: publicClientOf(stack)?.id,
    ...(stack.identityPoolId !== null && { IDENTITY_POOL_ID: stack.identityPoolId }),
    ...(prefix !== "" && { COGNITO_ENDPOINT: stack.addresses.cloud, REGION: stack.region }),
  };
  const forSdks = {
    AWS_ENDPOINT_URL: stack.addresses.cloud.replace("//localhost:", "//127.0.0.1:"),
    AWS_REGION: stack.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return Object.entries(prefix === "" ? { ...forSdks, ...forApps } : forApps)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${prefix}${name}=${value}\n`)
    .join("");
}
