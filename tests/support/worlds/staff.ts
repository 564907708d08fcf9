import { AdminAddUserToGroupCommand, AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { type ApiClient, newPerson, type Person, type Tokens } from "../clients/api-client.ts";
import { cognitoClient } from "../clients/cognito-client.ts";

/** A user with an account, signed in. */
export interface Account extends Tokens {
  readonly person: Person;
  readonly sub: string;
  readonly token: string;
}

export const subOf = (token: string): string =>
  String(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub);

export async function poolIdOf(api: ApiClient): Promise<string> {
  return String((await api.get("/v1/auth/config")).body.userPoolId);
}

/** The id of an account that cannot sign in, which no public answer tells. */
export async function subOfAddress(api: ApiClient, email: string): Promise<string> {
  const { Username = "" } = await cognitoClient(api.cloudUrl).send(
    new AdminGetUserCommand({ UserPoolId: await poolIdOf(api), Username: email }),
  );
  return Username;
}

/** A new account, signed in. */
export async function newAccount(api: ApiClient): Promise<Account> {
  const session = await api.newSession();
  return { ...session, sub: subOf(session.accessToken), token: session.accessToken };
}

/** A new account in a group that an operator gave it, signed in. */
export async function newStaff(api: ApiClient, group = "admins"): Promise<Account> {
  const person = await api.register(newPerson());
  await cognitoClient(api.cloudUrl).send(
    new AdminAddUserToGroupCommand({
      UserPoolId: await poolIdOf(api),
      Username: person.email,
      GroupName: group,
    }),
  );
  const tokens = await api.signIn(person);
  return { ...tokens, person, sub: subOf(tokens.accessToken), token: tokens.accessToken };
}
