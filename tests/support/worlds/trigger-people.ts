import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ATTESTATION, issueAttestation } from "../../../libs/attestation/attestation.ts";
import { normalizeEmail } from "../../../libs/auth/email.ts";
import { CONFIRM_SIGN_UP } from "../../../libs/groups/vouched.ts";
import type { TriggerWorld } from "./trigger-world.ts";

export const PASSWORD = "Correct-Horse-9";

/** Signs up by SDK and confirms with the mailed code; answers the user's `sub`. */
export async function registerBySdk(
  world: TriggerWorld,
  email: string,
  ClientMetadata?: Record<string, string>,
): Promise<string> {
  const { admin, clientId: ClientId, cloud } = world;
  const { UserSub } = await admin.send(new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }));
  const ConfirmationCode = cloud.inbox.list(email)[0]?.code ?? "";
  await admin.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode, ClientMetadata }));
  return UserSub ?? "";
}

/** The same, confirmed as the API does it, with the password that its owner chooses. */
export async function register(world: TriggerWorld, email: string): Promise<string> {
  const statement = { purpose: CONFIRM_SIGN_UP, subject: normalizeEmail(email) };
  const attestation = await issueAttestation(world.table, statement, Date.now());
  const sub = await registerBySdk(world, email, { [ATTESTATION]: attestation });
  await givePassword(world, email);
  return sub;
}

/** A user that an administrator made, with an address that is verified unless it says otherwise; answers the `sub`. */
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

/** Sets a password, such as for an invited user who skips the temporary one. */
export async function givePassword(world: TriggerWorld, email: string, password = PASSWORD): Promise<void> {
  await world.admin.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: world.poolId,
      Username: email,
      Password: password,
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
