import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  type CreateIdentityPoolCommandInput,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminAddUserToGroupCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Resource } from "../../../cloudformation/template.ts";
import { role, trustOf } from "./iam-resources.ts";
import type { TestCloud } from "./test-cloud.ts";
import { startWorld } from "./world.ts";

const PASSWORD = "Correct-Horse-9";

/** A cloud with a user pool and an identity pool in front of it, and the roles of {@link ROLES}. */
export interface IdentityApp {
  readonly cloud: TestCloud;
  readonly identity: CognitoIdentityClient;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly IdentityPoolId: string;
  /** The user pool's name as a provider, as the local issuer has it. */
  readonly provider: string;
  /** Signs up and in; answers the ID token. */
  signIn(email: string, groups?: readonly string[]): Promise<string>;
}

const ROLES = ["ada", "anybody", "authenticated", "guest", "readers", "writers"];

/** @param resources what the template has beside the roles, or in their place, by the identity pool's id */
export async function startIdentityApp(
  settings: Partial<CreateIdentityPoolCommandInput> = {},
  resources: (identityPoolId: string) => Readonly<Record<string, Resource>> = () => ({}),
): Promise<IdentityApp> {
  const { cloud, admin, poolId: userPoolId, clientId } = await startWorld();
  const provider = `${cloud.endpoint.replace("http://", "")}/${userPoolId}`;
  const identity = new CognitoIdentityClient({
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const { IdentityPoolId = "" } = await identity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: "people",
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId, ServerSideTokenCheck: true }],
      ...settings,
    }),
  );
  const amrOf = (name: string) => (name === "guest" ? "unauthenticated" : "authenticated");
  const roles = ROLES.map((name) => [name, role(name, trustOf(IdentityPoolId, amrOf(name)))] as const);
  await cloud.provision(
    { Resources: { ...Object.fromEntries(roles), ...resources(IdentityPoolId) } },
    { stackName: "test", apiUrl: "http://localhost:3000" },
  );
  for (const GroupName of ["readers", "writers"]) {
    const RoleArn = `arn:aws:iam::000000000000:role/${GroupName}`;
    await admin.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName, RoleArn }));
  }
  return {
    cloud,
    identity,
    userPoolId,
    clientId,
    IdentityPoolId,
    provider,
    async signIn(email, groups = []) {
      await admin.send(new SignUpCommand({ ClientId: clientId, Username: email, Password: PASSWORD }));
      const ConfirmationCode = cloud.inbox.list(email)[0]?.code ?? "";
      await admin.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode }));
      for (const GroupName of groups) {
        await admin.send(
          new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: email, GroupName }),
        );
      }
      const { AuthenticationResult } = await admin.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: email, PASSWORD },
        }),
      );
      return AuthenticationResult?.IdToken ?? "";
    },
  };
}
