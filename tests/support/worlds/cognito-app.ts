import {
  AdminSetUserPasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { OutgoingMessage } from "../../../local/inbox/message.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type ClientSettings, createPool, type PoolSettings } from "./cognito-pool.ts";
import { type CognitoServer, startCognitoServer } from "./cognito-server.ts";

/** A server with one pool and one client in it, as the service's template has them: e-mail sign-in, a public client. */
export interface CognitoApp {
  readonly server: CognitoServer;
  readonly poolId: string;
  readonly clientId: string;
  /** `null` unless the client was made with one. */
  readonly clientSecret: string | null;
}

export const PASSWORD = "Correct-Horse-9";

/** Starts one; it is closed when the test file is through. */
export async function startCognitoApp({
  pool = {},
  client = {},
}: {
  readonly pool?: PoolSettings;
  readonly client?: ClientSettings;
} = {}): Promise<CognitoApp> {
  const server = closeAtEnd(await startCognitoServer());
  const poolId = await createPool(server, pool);
  const { UserPoolClient } = await server.admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: "spa",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
      ...client,
    }),
  );
  return {
    server,
    poolId,
    clientId: UserPoolClient?.ClientId ?? "",
    clientSecret: UserPoolClient?.ClientSecret ?? null,
  };
}

/** The newest message to an address. */
export function lastMessage({ server }: CognitoApp, to: string): OutgoingMessage {
  const message = server.outbox.findLast((candidate) => candidate.to === to);
  if (!message) throw new Error(`nothing was sent to ${to}`);
  return message;
}

export function lastCode(app: CognitoApp, to: string): string {
  return lastMessage(app, to).code ?? "";
}

/** Another code than the one that was sent. */
export function wrongCode(app: CognitoApp, to: string): string {
  return lastCode(app, to) === "000000" ? "000001" : "000000";
}

export async function signUp(app: CognitoApp, email: string, password = PASSWORD) {
  return app.server.admin.send(
    new SignUpCommand({ ClientId: app.clientId, Username: email, Password: password }),
  );
}

/** Signs up and confirms; answers the user's `sub`. */
export async function signUpConfirmed(app: CognitoApp, email: string, password = PASSWORD): Promise<string> {
  const { UserSub } = await signUp(app, email, password);
  await app.server.admin.send(
    new ConfirmSignUpCommand({
      ClientId: app.clientId,
      Username: email,
      ConfirmationCode: lastCode(app, email),
    }),
  );
  return UserSub ?? "";
}

/** Sets a permanent password, as an administrator. */
export const setPassword = (app: CognitoApp, Username: string, Password = PASSWORD) =>
  app.server.admin.send(
    new AdminSetUserPasswordCommand({ UserPoolId: app.poolId, Username, Password, Permanent: true }),
  );

/** Sets a new password with the code that was sent last. */
export const resetPassword = (app: CognitoApp, email: string, Password: string) =>
  app.server.admin.send(
    new ConfirmForgotPasswordCommand({
      ClientId: app.clientId,
      Username: email,
      ConfirmationCode: lastCode(app, email),
      Password,
    }),
  );

export function passwordSignIn(app: CognitoApp, username: string, password = PASSWORD) {
  return app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

/** The tokens of a password sign-in. */
export async function tokensOf(app: CognitoApp, username: string, password = PASSWORD): Promise<Tokens> {
  const { AuthenticationResult: tokens } = await passwordSignIn(app, username, password);
  if (!tokens?.AccessToken || !tokens.IdToken || !tokens.RefreshToken) throw new Error("tokens are missing");
  const { AccessToken, IdToken, RefreshToken } = tokens;
  return { AccessToken, IdToken, RefreshToken };
}

/** A token's payload, unverified: tests that verify use aws-jwt-verify. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
}

/** How a call was refused: `Name: message`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
  return "not refused";
}

/** The same of calls that are under way together: none of them may fail before it is awaited. */
export const refusals = (calls: readonly Promise<unknown>[]): Promise<string[]> =>
  Promise.all(calls.map(refusal));
