import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TriggerWorld } from "./trigger-world.ts";

export const PASSWORD = "Correct-Horse-9";

/** Signs up and confirms with the mailed code; answers the user's `sub`. */
export async function register(world: TriggerWorld, email: string): Promise<string> {
  const { admin, clientId: ClientId, cloud } = world;
  const { UserSub } = await admin.send(new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }));
  const ConfirmationCode = cloud.inbox.list(email)[0]?.code ?? "";
  await admin.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
  return UserSub ?? "";
}

/** A user that an administrator made, with an address that is proved unless it says otherwise; answers the `sub`. */
export async function invite(world: TriggerWorld, email: string, { verified = true } = {}): Promise<string> {
  const { admin, poolId: UserPoolId } = world;
  const { User } = await admin.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      TemporaryPassword: "Temporary-Horse-1",
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: String(verified) },
      ],
    }),
  );
  return User?.Username ?? "";
}

/** Takes an invited user's first steps: a password of their own. */
export async function acceptInvitation(world: TriggerWorld, email: string) {
  const { admin, clientId: ClientId } = world;
  const { ChallengeName, Session } = await admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: "Temporary-Horse-1" },
    }),
  );
  const { AuthenticationResult } = await admin.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: PASSWORD },
    }),
  );
  return AuthenticationResult;
}

/** Lets an invited user skip the temporary password. */
export async function givePassword(world: TriggerWorld, email: string): Promise<void> {
  await world.admin.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: world.poolId,
      Username: email,
      Password: PASSWORD,
      Permanent: true,
    }),
  );
}

export async function signIn(world: TriggerWorld, email: string, password = PASSWORD) {
  const { AuthenticationResult } = await world.admin.send(
    new InitiateAuthCommand({
      ClientId: world.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult;
}
