import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognitoClient } from "../clients/cognito-client.ts";

/** A pool in the local cloud that `AWS_ENDPOINT_URL` names, signed in to by e-mail as the service's own is. */
export interface UserPool {
  readonly cognito: CognitoIdentityProviderClient;
  readonly id: string;
  /** @returns the user's `sub`, which is also the name */
  createUser(options?: {
    readonly groups?: readonly string[];
    readonly isInvited?: boolean;
  }): Promise<string>;
}

export async function createUserPool(groups: readonly string[]): Promise<UserPool> {
  const cognito = cognitoClient(String(process.env.AWS_ENDPOINT_URL));
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: "test", UsernameAttributes: ["email"] }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  for (const GroupName of groups) await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  let created = 0;
  return {
    cognito,
    id: UserPoolId,
    async createUser({ groups: memberOf = [], isInvited = false } = {}) {
      created += 1;
      const { User } = await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: `user-${created}@example.com`,
          MessageAction: "SUPPRESS",
        }),
      );
      const Username = User?.Username ?? "";
      if (!isInvited) {
        const password = { Password: "Correct-Horse-9", Permanent: true };
        await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, ...password }));
      }
      for (const GroupName of memberOf) {
        await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
      }
      return Username;
    },
  };
}
