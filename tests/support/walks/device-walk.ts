/**
 * What AWS's published clients do by themselves in a pool that tracks devices: they confirm a new device, and verify it at the
 * next sign-in. It runs in its own process, like an app, with an app's key storage.
 */
import { AdminForgetDeviceCommand, AdminListDevicesCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoUserSession } from "amazon-cognito-identity-js";
import { cognitoClient } from "../clients/cognito-client.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";

export interface DeviceWalkRequest {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** After a sign-in: the device in its access token, and all devices of the user. */
export interface DeviceWalkStep {
  readonly device: unknown;
  readonly devices: readonly unknown[];
}

const clients = { "amazon-cognito-identity-js": identityJs, "aws-amplify": amplify };

type SignIn = () => Promise<string>;

/** Signs in twice on one device, and once more after an administrator has removed it; in another process. */
export async function walkWithDevice(
  client: keyof typeof clients,
  request: DeviceWalkRequest,
): Promise<readonly DeviceWalkStep[]> {
  return callInOtherProcess(import.meta.url, { client, ...request }, { isBundled: true });
}

async function identityJs({
  endpoint,
  poolId,
  clientId,
  username,
  password,
}: DeviceWalkRequest): Promise<SignIn> {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import("amazon-cognito-identity-js");
  const Pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint });
  return async () => {
    const session = await new Promise<CognitoUserSession>((resolve, reject) => {
      new CognitoUser({ Username: username, Pool }).authenticateUser(
        new AuthenticationDetails({ Username: username, Password: password }),
        { onSuccess: resolve, onFailure: reject },
      );
    });
    return session.getAccessToken().getJwtToken();
  };
}

async function amplify({
  endpoint,
  poolId,
  clientId,
  username,
  password,
}: DeviceWalkRequest): Promise<SignIn> {
  const { Amplify } = await import("aws-amplify");
  const { fetchAuthSession, signIn, signOut } = await import("aws-amplify/auth");
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
  return async () => {
    await signOut();
    await signIn({ username, password });
    const { tokens } = await fetchAuthSession();
    return String(tokens?.accessToken);
  };
}

async function walk(signIn: SignIn, request: DeviceWalkRequest): Promise<readonly DeviceWalkStep[]> {
  const admin = cognitoClient(request.endpoint);
  const user = { UserPoolId: request.poolId, Username: request.username };
  const step = async (): Promise<DeviceWalkStep> => {
    const claims = JSON.parse(Buffer.from((await signIn()).split(".")[1] ?? "", "base64url").toString());
    const { Devices = [] } = await admin.send(new AdminListDevicesCommand(user));
    return { device: claims.device_key, devices: Devices.map(({ DeviceKey }) => DeviceKey) };
  };
  const first = await step();
  const second = await step();
  await admin.send(new AdminForgetDeviceCommand({ ...user, DeviceKey: String(second.device) }));
  return [first, second, await step()];
}

if (import.meta.main) {
  await answerCaller(
    async ({ client, ...request }: DeviceWalkRequest & { readonly client: keyof typeof clients }) =>
      walk(await clients[client](request), request),
  );
}
